import type { FieldVersion } from './document.ts';
import { canonicalJson } from './json.ts';
import { compareStamps, installOf } from './stamp.ts';

export type Claim = Pick<FieldVersion, 'value' | 'stamp' | 'claimed' | 'basedOn'>;

/**
 * Which of two versions of a field stands: the later stamp, and under one stamp the greater text, since an install that lost its memory may
 * stamp twice alike. A join: whatever the order and however often versions are met, all come to the same one.
 */
export function compareVersions(a: Pick<Claim, 'value' | 'stamp'>, b: Pick<Claim, 'value' | 'stamp'>): number {
  return compareStamps(a.stamp, b.stamp) || compareTexts(textOf(a), textOf(b));
}

/** True when both say the same of the same write: one of them is a repeat. */
export function isSameWrite(a: Pick<Claim, 'value' | 'claimed'>, b: Pick<Claim, 'value' | 'claimed'>): boolean {
  return a.claimed === b.claimed && textOf(a) === textOf(b);
}

/**
 * True for a race: two values, and neither writer knew of the other's. A device knows what it wrote itself, and what it says it was based on
 * or anything before.
 */
export function isRace(a: Claim, b: Claim): boolean {
  return textOf(a) !== textOf(b) && !knew(a, b) && !knew(b, a);
}

function knew(writer: Claim, of: Claim): boolean {
  return installOf(writer.claimed) === installOf(of.claimed) || (writer.basedOn !== undefined && compareStamps(writer.basedOn, of.stamp) >= 0);
}

function textOf({ value }: Pick<Claim, 'value'>): string {
  return canonicalJson(value) ?? '';
}

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
