import { bucketIndex, indexRange } from './histogram-index.ts';

/** 64 octaves at the default scale: microseconds to centuries in one histogram. */
export const maxBuckets = 2048;
const leastBuckets = 8;

interface Span {
  readonly first: number;
  readonly last: number;
}

/** `counts[k]` belongs to bucket `start + k`. */
interface Counts {
  readonly start: number;
  readonly counts: ArrayLike<number>;
  readonly scale: number;
}

/**
 * Counts of positive values by bucket, in a window that grows where values fall and goes to a coarser scale when the buckets in
 * use would span more than 2048.
 *
 * Merging is exact and its order does not matter. Every merge adds whole buckets, and scaling down by one step maps bucket i to
 * floor(i / 2), whose repetition is one floor too. The scale of the result is the finest that is no finer than any input and
 * fits the union of all spans into 2048 buckets: the union of a part is narrower, so no partial merge goes below that scale,
 * and the last one ends on it.
 */
export class BucketWindow {
  #scale: number;
  /** Index of the bucket counted in `#counts[0]`. */
  #start = 0;
  #counts = new Float64Array(0);

  constructor(scale: number) {
    this.#scale = scale;
  }

  get scale(): number {
    return this.#scale;
  }

  /** Index of the first bucket of `counts`. */
  get start(): number {
    return this.#start;
  }

  /** The window itself, zeros included; to be read only. */
  get counts(): Float64Array {
    return this.#counts;
  }

  record(value: number, times: number): void {
    const at = bucketIndex(value, this.#scale) - this.#start;
    if (at >= 0 && at < this.#counts.length) this.#counts[at]! += times;
    else this.#recordOutside(value, times);
  }

  merge(other: BucketWindow): void {
    if (other.#scale < this.#scale) this.#coarsen(this.#scale - other.#scale);
    const span = other.#span();
    if (span !== undefined) this.#addAll(other, span);
  }

  /**
   * Adds counts of this window's scale, the first of them for bucket `offset`.
   * @throws {RangeError} on buckets that hold no double
   */
  fill(offset: number, counts: ArrayLike<number>, span: Span): void {
    const { least, greatest } = indexRange(this.#scale);
    if (!(Number.isInteger(offset) && span.first >= least && span.last <= greatest)) throw new RangeError(`buckets ${span.first} to ${span.last} hold no double`);
    this.#addAll({ start: offset, counts, scale: this.#scale }, span);
  }

  #recordOutside(value: number, times: number): void {
    const index = bucketIndex(value, this.#scale);
    this.#makeRoom({ first: index, last: index });
    this.#counts[bucketIndex(value, this.#scale) - this.#start]! += times;
  }

  #addAll({ start, counts: added, scale }: Counts, span: Span): void {
    const shift = scale - this.#scale;
    this.#makeRoom({ first: span.first >> shift, last: span.last >> shift });
    const steps = scale - this.#scale;
    const counts = this.#counts;
    const target = this.#start;
    for (let index = span.first; index <= span.last; index++) counts[(index >> steps) - target]! += added[index - start]!;
  }

  /** From the first bucket in use to the last. */
  #span(): Span | undefined {
    const counts = this.#counts;
    let first = 0;
    while (first < counts.length && counts[first] === 0) first++;
    if (first === counts.length) return undefined;
    let last = counts.length - 1;
    while (counts[last] === 0) last--;
    return { first: this.#start + first, last: this.#start + last };
  }

  /** Makes the window cover what it holds and `wanted` (indexes at the present scale), on a coarser scale where they lie too far apart. */
  #makeRoom(wanted: Span): void {
    if (wanted.first >= this.#start && wanted.last < this.#start + this.#counts.length) return;
    const span = this.#span() ?? wanted;
    const first = Math.min(span.first, wanted.first);
    const last = Math.max(span.last, wanted.last);
    let steps = 0;
    while ((last >> steps) - (first >> steps) >= maxBuckets) steps++;
    if (steps > 0) this.#coarsen(steps);
    this.#resize({ first: first >> steps, last: last >> steps });
  }

  /** Room on both sides, so that a drifting window is not copied for each new bucket. */
  #resize({ first, last }: Span): void {
    const width = last - first + 1;
    const length = Math.min(maxBuckets, Math.max(leastBuckets, width + (width >> 1)));
    this.#moveTo(first - ((length - width) >> 1), length, 0);
  }

  #coarsen(steps: number): void {
    this.#scale -= steps;
    const span = this.#span();
    if (span === undefined) this.#counts = new Float64Array(0);
    else this.#moveTo(span.first >> steps, (span.last >> steps) - (span.first >> steps) + 1, steps);
  }

  #moveTo(start: number, length: number, steps: number): void {
    const moved = new Float64Array(length);
    for (let at = 0; at < this.#counts.length; at++) {
      const count = this.#counts[at]!;
      if (count > 0) moved[((this.#start + at) >> steps) - start]! += count;
    }
    this.#start = start;
    this.#counts = moved;
  }
}
