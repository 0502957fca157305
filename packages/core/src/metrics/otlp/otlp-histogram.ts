import { Histogram } from '../histogram.ts';
import type { OtlpExponentialPoint } from './otlp-metrics.ts';
import { changeUnit, sameUnit, type UnitChange } from './otlp-units.ts';

/**
 * A data point as our histogram, at the scale it came with. Count, min and max stay exact in any unit; buckets move by the
 * nearest whole number of buckets, since 1000 is no power of the base; the histogram remembers by how much that displaced them,
 * and its `relativeError` says so: seconds to milliseconds 1.29 % at scale 5, 4.19 % at scale 4.
 * @throws {RangeError} on counts, a sum or a range that no measurements could have
 */
export function histogramOf(point: OtlpExponentialPoint & { readonly sum: number }, change: UnitChange): Histogram {
  const { scale, positive, zeroCount, sum, min, max } = point;
  return Histogram.fromBuckets({
    scale,
    offset: positive.offset + bucketsMoved(scale, change),
    counts: positive.counts,
    zeroCount,
    displacement: displacementOf(scale, change),
    sum: changeUnit(sum, change),
    ...(min === undefined ? {} : { min: changeUnit(min, change) }),
    ...(max === undefined ? {} : { max: changeUnit(max, change) }),
  });
}

/** By how many buckets a change of unit moves a value: not a whole number, unless the factor is a power of the base. */
function exactMove(scale: number, change: UnitChange): number {
  return Math.log2(change.times / change.over) * 2 ** scale;
}

function bucketsMoved(scale: number, change: UnitChange): number {
  return change === sameUnit ? 0 : Math.round(exactMove(scale, change));
}

/** At most half a bucket: what rounding to whole buckets moved their edges by, as a share. */
function displacementOf(scale: number, change: UnitChange): number {
  const strayed = Math.abs(bucketsMoved(scale, change) - exactMove(scale, change));
  return change === sameUnit ? 0 : 2 ** (strayed / 2 ** scale) - 1;
}
