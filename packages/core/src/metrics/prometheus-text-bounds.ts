import type { Histogram } from './histogram.ts';

/** More bounds than this make a scrape large and tell nobody more. */
const mostBounds = 64;
const leastExponent = -1074;
const greatestExponent = 1023;

/**
 * Exponents k for the bounds le = 2^k that all histograms of one family share, so that `sum by (le)` over them is right:
 * from the greatest at or below every value but zero, to the least at or above every value.
 *
 * Only bounds that are edges of each histogram's own buckets, so that every count is exact: at scale 0 and above each power of
 * two is one; at scale -n each 2^n-th. Where more than 64 would be needed, every second is left out until they fit.
 */
export function sharedExponents(histograms: Iterable<Histogram>): readonly number[] {
  let [least, greatest, step] = [Infinity, -Infinity, 1];
  for (const histogram of histograms) {
    step = Math.max(step, 2 ** -histogram.scale);
    for (const { index } of histogram.buckets()) {
      least = Math.min(least, index / 2 ** histogram.scale);
      greatest = Math.max(greatest, (index + 1) / 2 ** histogram.scale);
    }
  }
  if (least > greatest) return [];
  while ((greatest - least) / step > mostBounds - 2) step *= 2;
  const exponents: number[] = [];
  for (let at = Math.floor(least / step); at <= Math.ceil(greatest / step); at += 1) exponents.push(at * step);
  return exponents.filter((exponent) => exponent >= leastExponent && exponent <= greatestExponent);
}
