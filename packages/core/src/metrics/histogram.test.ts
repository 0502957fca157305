import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeHistogram } from './histogram-codec.ts';
import { maxBuckets } from './histogram-window.ts';
import { Histogram } from './histogram.ts';

/** Bytes without the sum, the one part that depends on the order of additions in its last bits. */
const exactPart = (histogram: Histogram) => [...encodeHistogram(histogram)].filter((_, at) => at < 2 || at >= 10);

function histogramOf(values: readonly number[], scale?: number): Histogram {
  const histogram = new Histogram(scale);
  for (const value of values) histogram.record(value);
  return histogram;
}

function exactQuantile(sorted: readonly number[], q: number): number {
  return sorted[Math.max(Math.ceil(q * sorted.length * (1 - Number.EPSILON)), 1) - 1]!;
}

const uniform = fc.double({ min: Number.EPSILON, max: 1 - Number.EPSILON, noNaN: true });
const normal = fc.tuple(uniform, uniform).map(([a, b]) => Math.sqrt(-2 * Math.log(a)) * Math.cos(2 * Math.PI * b));
const distributions = {
  uniform: uniform.map((u) => 1000 * u),
  'log-normal': normal.map((n) => Math.exp(4 + n)),
  exponential: uniform.map((u) => -120 * Math.log(u)),
  bimodal: fc.tuple(fc.boolean(), normal).map(([isSlow, n]) => (isSlow ? 2000 : 20) * Math.exp(n / 4)),
  Pareto: uniform.map((u) => u ** (-1 / 1.2)),
  'few values': fc.constantFrom(0, 7, 7, 7, 1000),
};

describe('percentiles', () => {
  test.each(Object.entries(distributions))('of a %s distribution are within 1.09 % of the exact ones [OBS-9]', (_, distribution) => {
    fc.assert(
      fc.property(fc.array(distribution, { minLength: 1, maxLength: 4000, size: 'max' }), (values) => {
        const histogram = histogramOf(values);
        const sorted = Float64Array.from(values).toSorted();
        for (const q of [0.5, 0.95, 0.99, 0.999]) {
          const exact = exactQuantile([...sorted], q);
          expect(Math.abs(histogram.quantile(q)! - exact)).toBeLessThanOrEqual(0.0109 * exact);
        }
        expect(histogram).toMatchObject({ count: values.length, min: sorted[0], max: sorted.at(-1) });
      }),
      { numRuns: 25 },
    );
  });

  test('of one value are that value', () => {
    const histogram = histogramOf(Array<number>(1000).fill(123.456));
    expect([0, 0.5, 0.99, 1].map((q) => histogram.quantile(q))).toEqual([123.456, 123.456, 123.456, 123.456]);
  });

  test('of nothing are undefined, and outside 0 to 1 refused', () => {
    expect(new Histogram().quantile(0.5)).toBeUndefined();
    expect(() => new Histogram().quantile(1.1)).toThrow(RangeError);
    expect(() => new Histogram().quantile(NaN)).toThrow(RangeError);
  });

  test('are by nearest rank: the seventh of a hundred is the 7th percentile', () => {
    const histogram = histogramOf(Array.from({ length: 100 }, (_, n) => 2 ** (n + 0.5)));
    expect(histogram.quantile(0.07)! / 2 ** 6.5).toBeCloseTo(1, 1);
  });

  test('err as far below as above: the answer is the harmonic middle of its bucket', () => {
    const histogram = histogramOf([1, 3.99, 3.99, 100], 0);
    expect(histogram.quantile(0.5)).toBe((2 * 2 * 4) / (2 + 4));
    expect(histogram.relativeError).toBeCloseTo(1 / 3);
  });

  test.each([[5, 0.01083], [4, 0.02166], [-10, 1]])('at scale %d are worth a relative error of %d', (scale, error) => {
    expect(new Histogram(scale).relativeError).toBeCloseTo(error, 4);
  });
});

describe('recording', () => {
  test.each([-1, NaN, Infinity])('refuses %d and changes nothing', (value) => {
    const histogram = histogramOf([5]);
    const before = encodeHistogram(histogram);
    expect(() => histogram.record(value)).toThrow(RangeError);
    expect(encodeHistogram(histogram)).toEqual(before);
  });

  test('keeps zeros apart and finds them as percentiles', () => {
    const histogram = histogramOf([0, 0, 0, 8]);
    expect(histogram).toMatchObject({ zeroCount: 3, min: 0, max: 8 });
    expect(histogram.quantile(0.5)).toBe(0);
  });

  test('of the least and the greatest double at once goes down to a scale that holds both', () => {
    const histogram = histogramOf([Number.MIN_VALUE, 1, Number.MAX_VALUE]);
    expect(histogram).toMatchObject({ scale: -1, count: 3, min: Number.MIN_VALUE, max: Number.MAX_VALUE });
    expect(histogram.buckets()).toHaveLength(3);
  });

  test('times n equals n times', () => {
    const repeated = new Histogram();
    repeated.record(0.25, 40);
    expect(encodeHistogram(repeated)).toEqual(encodeHistogram(histogramOf(Array<number>(40).fill(0.25))));
  });

  test.each([-11, 21, 0.5, NaN])('at scale %d is refused', (scale) => {
    expect(() => new Histogram(scale)).toThrow(RangeError);
  });
});

const anyValue = fc.oneof(fc.constant(0), distributions['log-normal'], fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }));
const anyScale = fc.oneof(fc.constant(5), fc.integer({ min: -10, max: 20 }));
const leaves = fc.array(fc.record({ scale: anyScale, values: fc.array(anyValue, { maxLength: 20 }) }), { minLength: 100, maxLength: 100 });
const picks = fc.array(fc.nat(), { minLength: 200, maxLength: 200 });

describe('merging', () => {
  test('a hundred histograms of mixed scales in any tree gives the same buckets, count, min and max to the bit [OBS-9]', () => {
    fc.assert(
      fc.property(leaves, picks, (parts, order) => {
        const grown = parts.map(({ values, scale }) => histogramOf(values, scale));
        const inOrder = new Histogram(20);
        for (const part of grown) inOrder.merge(part);
        for (let step = 0; grown.length > 1; step += 2) {
          const [taken] = grown.splice(order[step]! % grown.length, 1);
          grown[order[step + 1]! % grown.length]!.merge(taken!);
        }
        expect(exactPart(grown[0]!)).toEqual(exactPart(inOrder));
        expect(grown[0]!.sum).toBeCloseTo(inOrder.sum, -Math.log10(inOrder.sum * 1e-12 + 1e-12));
      }),
      { numRuns: 60 },
    );
  });

  test('equals recording everything in one histogram', () => {
    fc.assert(
      fc.property(fc.array(anyValue), fc.array(anyValue), anyScale, (some, others, scale) => {
        const merged = histogramOf(some, scale);
        merged.merge(histogramOf(others, scale));
        expect(exactPart(merged)).toEqual(exactPart(histogramOf([...some, ...others], scale)));
      }),
    );
  });

  test('goes down to the coarser scale, says so in the error, and leaves the other as it was', () => {
    const fine = histogramOf([1, 2, 3]);
    const coarse = histogramOf([4], 2);
    const before = encodeHistogram(coarse);
    fine.merge(coarse);
    expect(fine).toMatchObject({ scale: 2, count: 4, relativeError: new Histogram(2).relativeError });
    expect(encodeHistogram(coarse)).toEqual(before);
    coarse.merge(histogramOf([5]));
    expect(coarse).toMatchObject({ scale: 2, count: 2 });
  });

  test('counts the buckets of the coarser scale, where an odd first bucket makes one more', () => {
    const counts = new Float64Array(4096);
    counts[0] = counts[4095] = 1;
    const histogram = Histogram.fromBuckets({ scale: 10, offset: 1, counts, zeroCount: 0, sum: 10 });
    expect(histogram.scale).toBe(8);
    expect(histogram.buckets()).toEqual([{ index: 0, count: 1 }, { index: 1024, count: 1 }]);
  });

  test('of distant histograms never keeps more than 2048 buckets', () => {
    const low = histogramOf(Array.from({ length: 1000 }, (_, n) => 1e-9 * 1.03 ** n));
    low.merge(histogramOf(Array.from({ length: 1000 }, (_, n) => 1e20 * 1.03 ** n)));
    const indexes = low.buckets().map(({ index }) => index);
    expect(indexes.at(-1)! - indexes[0]!).toBeLessThan(maxBuckets);
    expect(low.scale).toBe(3);
  });

  test('with itself doubles every count', () => {
    const histogram = histogramOf([0, 1, 50]);
    histogram.merge(histogram);
    expect(histogram).toMatchObject({ count: 6, sum: 102, zeroCount: 2 });
    expect(histogram.buckets().map(({ count }) => count)).toEqual([2, 2]);
  });
});

describe('buckets from elsewhere', () => {
  test('keep their scale and every count', () => {
    const histogram = Histogram.fromBuckets({ scale: 4, offset: -3, counts: [0, 2, 0, 5], zeroCount: 1, sum: 7.5, min: 0, max: 1 });
    expect(histogram).toMatchObject({ scale: 4, count: 8, sum: 7.5, zeroCount: 1, min: 0, max: 1 });
    expect(histogram.buckets()).toEqual([{ index: -2, count: 2 }, { index: 0, count: 5 }]);
  });

  test('without min and max take the edges of their outermost buckets', () => {
    expect(Histogram.fromBuckets({ scale: 0, offset: 2, counts: [1, 1], zeroCount: 0, sum: 12 })).toMatchObject({ min: 4, max: 16 });
    expect(Histogram.fromBuckets({ scale: 0, offset: 2, counts: [1], zeroCount: 1, sum: 5 })).toMatchObject({ min: 0, max: 8 });
    expect(Histogram.fromBuckets({ scale: 0, offset: 0, counts: [], zeroCount: 2, sum: 0 })).toMatchObject({ min: 0, max: 0, count: 2 });
    expect(Histogram.fromBuckets({ scale: 0, offset: 1023, counts: [1], zeroCount: 0, sum: 1e308 }).max).toBe(Number.MAX_VALUE);
  });

  test('wider than 2048 come in on a coarser scale with all their counts', () => {
    const histogram = Histogram.fromBuckets({ scale: 10, offset: 0, counts: Array<number>(10_000).fill(1), zeroCount: 0, sum: 1e6 });
    expect(histogram).toMatchObject({ scale: 7, count: 10_000 });
    expect(histogram.buckets().reduce((sum, { count }) => sum + count, 0)).toBe(10_000);
  });

  test.each([
    ['a negative count', { counts: [-1] }],
    ['half a count', { counts: [0.5] }],
    ['a count beyond whole doubles', { counts: [2 ** 53] }],
    ['a scale of 21', { scale: 21 }],
    ['buckets beyond the greatest double', { offset: 1024 }],
    ['buckets below the least double', { offset: -1076 }],
    ['an offset that is no number', { offset: NaN }],
    ['a sum that is not finite', { sum: Infinity }],
    ['min above max', { min: 4, max: 3 }],
    ['a negative min', { min: -1 }],
  ])('with %s are refused', (_, wrong) => {
    expect(() => Histogram.fromBuckets({ scale: 0, offset: 1, counts: [1], zeroCount: 0, sum: 3, ...wrong })).toThrow(RangeError);
  });
});

describe('cumulative counts', () => {
  test('at powers of two are exact at every scale from 0', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constantFrom(0, 0.5, 1, 2, 4, 1024), distributions.exponential)), fc.integer({ min: 0, max: 20 }), (values, scale) => {
        const exponents = [-4, -1, 0, 1, 2, 7, 10, 12];
        const exact = exponents.map((exponent) => values.filter((value) => value <= 2 ** exponent).length);
        expect(histogramOf(values, scale).cumulativeAt(exponents)).toEqual(exact);
      }),
    );
  });

  test('at a negative scale count whole buckets only, so they never promise too much', () => {
    expect(histogramOf([1.5, 3, 5, 17], -1).cumulativeAt([1, 2, 3, 4, 6])).toEqual([0, 2, 2, 3, 4]);
  });
});
