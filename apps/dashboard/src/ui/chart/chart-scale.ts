import type { ChartView } from './chart-view.ts';

type Limits = Pick<ChartView, 'limit' | 'unit'>;

const headroom = 1.12;
/** How many times the allowed failures such an axis shows at least. */
const shareReach = 4;

export interface Extremes {
  readonly lowest: number;
  readonly highest: number;
}

/**
 * From zero, since a cut axis makes waves of ripples, to a little above the highest of values and limit; from below zero where values are, such as what is owed.
 * A share that should be close to one is the exception: its waves are all in the last few per cent.
 */
export function valueRange({ limit, unit }: Limits, { lowest, highest }: Extremes): readonly [number, number] {
  if (unit === 'share' && limit !== undefined && limit.value > 0.5) return [Math.max(0, Math.min(lowest, 1 - (1 - limit.value) * shareReach) * 0.995), 1.002];
  const drawn = limit?.onScale === true ? Math.max(limit.value, highest) : highest;
  const top = drawn > 0 ? drawn * headroom : 1;
  if (lowest < 0) return [lowest * headroom, drawn > 0 ? top : 0];
  return [0, unit === 'share' && highest <= 1 ? Math.min(top, 1.02) : top];
}

/** Which points stand alone: no line reaches them, so they are drawn as dots. */
export function lonePoints(values: readonly (number | null | undefined)[]): number[] {
  const measured = (index: number) => values[index] !== null && values[index] !== undefined;
  return [...values.keys()].filter((index) => measured(index) && !measured(index - 1) && !measured(index + 1));
}
