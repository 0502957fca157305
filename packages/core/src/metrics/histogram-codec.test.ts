import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProblem } from '../kernel/sora-error.ts';
import { decodeHistogram, encodeHistogram } from './histogram-codec.ts';
import { Histogram } from './histogram.ts';

const values = fc.array(fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }), { maxLength: 60 });
const scales = fc.integer({ min: -10, max: 20 });

function histogramOf(measured: readonly number[], scale?: number): Histogram {
  const histogram = new Histogram(scale);
  for (const value of measured) histogram.record(value);
  return histogram;
}

/** Log-normal values from a fixed grid of the unit square: no two runs differ. */
function logNormal(points: number): Histogram {
  const uniform = (n: number, step: number) => ((n + 0.5) * step) % 1;
  const normal = (n: number) => Math.sqrt(-2 * Math.log(uniform(n, 0.7548776662466927))) * Math.cos(2 * Math.PI * uniform(n, 0.5698402909980532));
  return histogramOf(Array.from({ length: points }, (_, n) => Math.exp(4 + normal(n))));
}

function refusal(bytes: readonly number[] | Uint8Array): string {
  try {
    decodeHistogram(Uint8Array.from(bytes));
  } catch (error) {
    if (isProblem(error, 'malformed-body')) return error.message;
    throw error;
  }
  return 'taken';
}

const doubles = (...numbers: readonly number[]) => [...new Uint8Array(Float64Array.from(numbers).buffer)];

describe('an encoded histogram', () => {
  test('reads back as it was, to the bit', () => {
    fc.assert(
      fc.property(values, scales, (measured, scale) => {
        const histogram = histogramOf(measured, scale);
        const decoded = decodeHistogram(encodeHistogram(histogram));
        const view = ({ count, sum, min, max, zeroCount, scale: kept }: Histogram) => ({ count, sum, min, max, zeroCount, kept });
        expect(view(decoded)).toEqual(view(histogram));
        expect(decoded.buckets()).toEqual(histogram.buckets());
      }),
      { numRuns: 500 },
    );
  });

  test('keeps counts up to 2^50 exactly', () => {
    const histogram = new Histogram();
    for (const [value, times] of [[0, 3], [1, 32], [2, 33], [3, 4097], [1e9, 2 ** 50 - 1]] as const) histogram.record(value, times);
    const decoded = decodeHistogram(encodeHistogram(histogram));
    expect(decoded.buckets()).toEqual(histogram.buckets());
    expect(decoded.count).toBe(histogram.count);
  });

  test('of a hundred log-normal values takes at most 200 bytes, of ten thousand at most 700', () => {
    expect(encodeHistogram(logNormal(100)).length).toBeLessThanOrEqual(200);
    expect(encodeHistogram(logNormal(10_000)).length).toBeLessThanOrEqual(700);
  });

  test('of nothing takes two bytes and keeps its scale', () => {
    expect(encodeHistogram(new Histogram(3))).toHaveLength(2);
    expect(decodeHistogram(encodeHistogram(new Histogram(3)))).toMatchObject({ scale: 3, count: 0, min: Infinity });
  });

  test('can be read back even when forged counts were merged past what a double counts', () => {
    const forged = Histogram.fromBuckets({ scale: 5, offset: 0, counts: [2 ** 53 - 1], zeroCount: 0, sum: 1e300 });
    const merged = new Histogram();
    for (let n = 0; n < 5000; n++) merged.merge(forged);
    expect(decodeHistogram(encodeHistogram(merged)).buckets()).toEqual([{ index: 0, count: 2 ** 50 }]);
  });

  test('is read from the middle of a larger buffer', () => {
    const bytes = encodeHistogram(histogramOf([1, 2, 3]));
    const larger = Uint8Array.from([9, 9, 9, ...bytes, 9]);
    expect(decodeHistogram(larger.subarray(3, 3 + bytes.length)).sum).toBe(6);
  });
});

describe('bytes that no encoder wrote are refused', () => {
  const valid = encodeHistogram(histogramOf([0, 1, 5, 5, 200, 1e6]));
  const totals = doubles(3, 3, 3);

  test('wherever they are cut', () => {
    for (let length = 0; length < valid.length; length++) if (length !== 2) expect(refusal(valid.subarray(0, length))).toContain('too early');
  });

  test('with trailing bytes', () => {
    expect(refusal([...valid, 0])).toContain('1 bytes follow');
  });

  test.each([
    ['an unknown version', [2, 15], 'version 2'],
    ['a scale beyond 20', [1, 31], 'scale 21'],
    ['a number that does not end', [1, 15, ...totals, ...Array<number>(100_000).fill(255)], 'does not end'],
    ['more buckets than any histogram', [1, 15, ...totals, 1, 0, 129, 16, 0], '2049 buckets'],
    ['a gap that would fill the memory', [1, 15, ...totals, 1, 0, 1, 0, 3, 255, 255, 255, 255, 127], 'span more'],
    ['a count that its buckets do not have', [1, 15, ...totals, 2, 0, 1, 0, 0], 'claims 2 values and holds 1'],
    ['a count of nothing', [1, 15, ...totals, 0, 0, 0, 0], 'claims 0'],
    ['a sum that is no number', [1, 15, ...doubles(NaN, 3, 3), 1, 0, 1, 0, 0], 'sum'],
    ['an infinite max', [1, 15, ...doubles(3, 3, Infinity), 1, 0, 1, 0, 0], 'reach'],
    ['a min above its max', [1, 15, ...doubles(3, 4, 3), 1, 0, 1, 0, 0], 'reach'],
    ['a bucket that holds no double', [1, 10, ...totals, 1, 0, 1, 255, 255, 3, 0], 'hold no double'],
  ])('for %s', (_, bytes, message) => {
    expect(refusal(bytes)).toContain(message);
  });

  test('or, where chance made them valid, give a sound histogram', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.boolean(), (noise, hasHeader) => {
        const bytes = hasHeader ? Uint8Array.from([1, 15, ...doubles(3, 1, 3), ...noise]) : noise;
        if (refusal(bytes) === 'taken') expect(decodeHistogram(bytes).buckets().length).toBeLessThanOrEqual(2048);
      }),
      { numRuns: 3000 },
    );
  });
});
