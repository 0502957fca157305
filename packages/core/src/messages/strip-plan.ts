import type { SeqRange } from './missing-ranges.ts';

export interface StripQuery {
  readonly tenant: string;
  readonly chat: string;
  /** The last number of the strip; 0 for an empty one. */
  readonly toSeq: number;
  /** At most so many numbers. */
  readonly numbers: number;
  /** At most so many stretches. */
  readonly stretches: number;
}

/** Which numbers a strip covers, and how many of them make a stretch; the last stretch may have fewer. */
export interface StripPlan extends SeqRange {
  readonly each: number;
}

export function stripPlan({ toSeq, numbers, stretches }: Pick<StripQuery, 'toSeq' | 'numbers' | 'stretches'>): StripPlan {
  const fromSeq = Math.max(1, toSeq - numbers + 1);
  return { fromSeq, toSeq, each: Math.max(1, Math.ceil((toSeq - fromSeq + 1) / stretches)) };
}

/** The stretches of a plan, in order. */
export function stretchesOf({ fromSeq, toSeq, each }: StripPlan): readonly SeqRange[] {
  const count = Math.ceil((toSeq - fromSeq + 1) / each);
  return Array.from({ length: count }, (_, place) => ({ fromSeq: fromSeq + place * each, toSeq: Math.min(toSeq, fromSeq + (place + 1) * each - 1) }));
}
