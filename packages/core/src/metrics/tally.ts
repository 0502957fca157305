/** What is known exactly of a set of measurements, whatever else is kept. */
export interface Totals {
  readonly count: number;
  readonly sum: number;
  /** Infinity while nothing is counted. */
  readonly min: number;
  /** -Infinity while nothing is counted. */
  readonly max: number;
}

/**
 * Count, sum, least and greatest of finite, non-negative values. Count, min and max are exact (the count up to 2^53); the sum
 * carries the rounding error of each addition along, so that a million small values are not lost beside a large one.
 * @see Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen" (1974)
 */
export class Tally implements Totals {
  #count = 0;
  #total = 0;
  #lost = 0;
  #min = Infinity;
  #max = -Infinity;

  /** @throws {RangeError} unless the totals could come from measurements */
  static of(totals: Totals): Tally {
    const tally = new Tally();
    tally.restore(totals);
    return tally;
  }

  get count(): number {
    return this.#count;
  }

  /** Always finite: a sum beyond the range of doubles stays at its end. */
  get sum(): number {
    return this.#total < Infinity ? Math.min(this.#total + this.#lost, Number.MAX_VALUE) : Number.MAX_VALUE;
  }

  get min(): number {
    return this.#min;
  }

  get max(): number {
    return this.#max;
  }

  /**
   * @param times how often this value was measured, a whole number from 1
   * @throws {RangeError} on a value that is negative or not finite; nothing is counted then
   */
  record(value: number, times = 1): void {
    if (!(value >= 0 && value < Infinity)) throw new RangeError(`a measurement is finite and not negative, this is ${value}`);
    if (times === 1) {
      this.#add(value);
    } else {
      if (!(Number.isSafeInteger(times) && times > 0)) throw new RangeError(`a value is measured a whole number of times, not ${times}`);
      this.#add(value * times);
    }
    this.#count += times;
    if (value < this.#min) this.#min = value;
    if (value > this.#max) this.#max = value;
  }

  /** Afterwards this stands for the measurements of both; `other` is unchanged. */
  merge(other: Tally): void {
    const { min, max } = other;
    this.#count += other.#count;
    this.#add(other.#total);
    this.#lost += other.#lost;
    if (min < this.#min) this.#min = min;
    if (max > this.#max) this.#max = max;
  }

  /** @throws {RangeError} unless the totals could come from measurements */
  protected restore({ count, sum, min, max }: Totals): void {
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`a count is a whole number, not ${count}`);
    if (!(sum >= 0 && sum < Infinity)) throw new RangeError(`a sum is finite and not negative, this is ${sum}`);
    const isRange = count === 0 ? min === Infinity && max === -Infinity && sum === 0 : min >= 0 && min <= max && max < Infinity;
    if (!isRange) throw new RangeError(`no ${count} measurements reach from ${min} to ${max}`);
    this.#count = count;
    this.#total = sum;
    this.#min = min;
    this.#max = max;
  }

  // Values are not negative, so the larger of the two needs no Math.abs.
  #add(value: number): void {
    const before = this.#total;
    const after = before + value;
    this.#lost += before >= value ? before - after + value : value - after + before;
    this.#total = after;
  }
}
