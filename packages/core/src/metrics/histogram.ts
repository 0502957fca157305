import { lowerEdge } from './histogram-index.ts';
import { BucketWindow } from './histogram-window.ts';
import { Tally } from './tally.ts';

/** Bound of a percentile's relative error: 1.08 %. */
export const defaultScale = 5;
export const leastScale = -10;
export const greatestScale = 20;

/** A histogram from elsewhere, in the words of OTLP: `counts[k]` belongs to bucket `offset + k`. */
export interface ExponentialBuckets {
  readonly scale: number;
  readonly offset: number;
  readonly counts: ArrayLike<number>;
  readonly zeroCount: number;
  readonly sum: number;
  /** Absent: the edge of the outermost bucket. */
  readonly min?: number;
  readonly max?: number;
  /** By which share the edges of the buckets may be off, after a change of unit that is no power of the base. Absent: 0. */
  readonly displacement?: number;
}

/**
 * Base-2 exponential histogram: bucket i counts values in (base^i, base^(i+1)], base = 2^(2^-scale); zero has a count of its own.
 * Merging is exact, in any order: see `BucketWindow`.
 */
export class Histogram extends Tally {
  readonly #window: BucketWindow;
  #zeroCount = 0;
  #displacement = 0;

  /** @param scale -10 to 20; each step halves the width of a bucket */
  constructor(scale: number = defaultScale) {
    super();
    if (!(Number.isInteger(scale) && scale >= leastScale && scale <= greatestScale)) throw new RangeError(`a scale is a whole number from -10 to 20, not ${scale}`);
    this.#window = new BucketWindow(scale);
  }

  /**
   * Keeps the scale unless the buckets in use span more than 2048.
   * @throws {RangeError} on a count that is not a safe whole number, buckets outside the range of doubles, impossible totals
   */
  static fromBuckets({ scale, offset, counts, zeroCount, sum, min, max, displacement = 0 }: ExponentialBuckets): Histogram {
    const histogram = new Histogram(scale);
    const { count, first, last } = census(counts, zeroCount);
    if (count === 0) return histogram;
    if (!(displacement >= 0 && displacement <= 1)) throw new RangeError(`edges are displaced by a share from 0 to 1, not by ${displacement}`);
    histogram.#displacement = displacement;
    if (first <= last) histogram.#window.fill(offset, counts, { first: offset + first, last: offset + last });
    histogram.#zeroCount = zeroCount;
    const least = min ?? Math.min(zeroCount > 0 ? 0 : lowerEdge(offset + first, scale), max ?? Infinity);
    const greatest = max ?? Math.max(first > last ? 0 : Math.min(lowerEdge(offset + last + 1, scale), Number.MAX_VALUE), least);
    histogram.restore({ count, sum, min: least, max: greatest });
    return histogram;
  }

  get scale(): number {
    return this.#window.scale;
  }

  get zeroCount(): number {
    return this.#zeroCount;
  }

  /** The largest displacement of what was merged into this. */
  get displacement(): number {
    return this.#displacement;
  }

  /** A percentile lies within this share of the true value, above or below: half a bucket, and what its edges were displaced by. */
  get relativeError(): number {
    const inverse = 1 / lowerEdge(1, this.scale);
    return ((1 - inverse) / (1 + inverse) + 1) * (1 + this.#displacement) - 1;
  }

  override record(value: number, times = 1): void {
    super.record(value, times);
    if (value === 0) this.#zeroCount += times;
    else this.#window.record(value, times);
  }

  /** Goes down to the coarser of the two scales; `other` is unchanged. */
  override merge(other: Histogram): void {
    super.merge(other);
    this.#zeroCount += other.#zeroCount;
    if (other.#displacement > this.#displacement) this.#displacement = other.#displacement;
    this.#window.merge(other.#window);
  }

  /**
   * The value of which a share `q` of all values is not greater, by nearest rank; undefined while nothing is counted.
   * Within `relativeError` of the true value; the least and the greatest are exact.
   * @param q 0 to 1
   */
  quantile(q: number): number | undefined {
    if (!(q >= 0 && q <= 1)) throw new RangeError(`a quantile is asked between 0 and 1, not at ${q}`);
    if (this.count === 0) return undefined;
    // 0.07 of 100 values is 7.000000000000001 in binary, and still the seventh.
    const rank = Math.ceil(q * this.count * (1 - Number.EPSILON));
    if (rank <= 1) return this.min;
    if (rank >= this.count) return this.max;
    return Math.min(Math.max(this.#valueAt(rank), this.min), this.max);
  }

  /**
   * For each k, ascending, how many values are at most 2^k. Exact at every scale from 0; below, only whole buckets are counted.
   */
  cumulativeAt(exponents: readonly number[]): number[] {
    const { start, counts, scale } = this.#window;
    let at = 0;
    let total = this.#zeroCount;
    return exponents.map((exponent) => {
      const end = Math.min(Math.floor(exponent * 2 ** scale) - start, counts.length);
      for (; at < end; at++) total += counts[at]!;
      return total;
    });
  }

  /** Buckets in use, ascending by index. */
  buckets(): { readonly index: number; readonly count: number }[] {
    const used: { readonly index: number; readonly count: number }[] = [];
    this.eachBucket((index, count) => used.push({ index, count }));
    return used;
  }

  /** As `buckets`, without an object for each: what encodes thousands of histograms in a flush. */
  eachBucket(visit: (index: number, count: number) => void): void {
    const { start, counts } = this.#window;
    for (let at = 0; at < counts.length; at++) {
      const count = counts[at]!;
      if (count > 0) visit(start + at, count);
    }
  }

  #valueAt(rank: number): number {
    let seen = this.#zeroCount;
    if (rank <= seen) return 0;
    const { start, counts, scale } = this.#window;
    let at = 0;
    for (; at < counts.length - 1; at++) {
      seen += counts[at]!;
      if (seen >= rank) break;
    }
    // The harmonic middle 2ab / (a + b) of the edges: equally far, as a share, from both.
    return (2 * lowerEdge(start + at, scale)) / (1 + 1 / lowerEdge(1, scale));
  }
}

/** How many values there are, and which counts are the first and last that are not zero; `first > last` where all are. */
function census(counts: ArrayLike<number>, zeroCount: number): { readonly count: number; readonly first: number; readonly last: number } {
  let count = wholeCount(zeroCount);
  let first = counts.length;
  let last = -1;
  for (let at = 0; at < counts.length; at++) {
    const each = wholeCount(counts[at]!);
    if (each === 0) continue;
    count += each;
    last = at;
    if (first > at) first = at;
  }
  return { count, first, last };
}

function wholeCount(count: number): number {
  if (!(Number.isSafeInteger(count) && count >= 0)) throw new RangeError(`a count is a whole number, not ${count}`);
  return count;
}
