import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bucketIndex, indexRange, lowerEdge } from './histogram-index.ts';

const scales = fc.integer({ min: -10, max: 20 });
const positives = fc.double({ min: Number.MIN_VALUE, max: Number.MAX_VALUE, noNaN: true });

test('a value lies in its bucket, but for rounding at the edges, at every scale', () => {
  fc.assert(
    fc.property(positives, scales, (value, scale) => {
      const exact = Math.log2(value) * 2 ** scale;
      const slack = 1e-12 * Math.max(1, Math.abs(exact));
      const index = bucketIndex(value, scale);
      expect(exact).toBeGreaterThan(index - slack);
      expect(exact).toBeLessThanOrEqual(index + 1 + slack);
    }),
    { numRuns: 5000 },
  );
});

test('a power of two is the upper edge of its bucket and the next double lies above it', () => {
  for (let exponent = -1000; exponent < 1024; exponent += 1) {
    for (const scale of [0, 1, 5, 6, 20]) {
      expect(bucketIndex(2 ** exponent, scale)).toBe(exponent * 2 ** scale - 1);
      expect(bucketIndex(2 ** exponent * (1 + Number.EPSILON), scale)).toBe(exponent * 2 ** scale);
    }
  }
});

test('the smallest doubles have buckets too', () => {
  expect(bucketIndex(Number.MIN_VALUE, 0)).toBe(-1075);
  expect(bucketIndex(Number.MIN_VALUE * 2, 0)).toBe(-1074);
  expect(bucketIndex(Number.MIN_VALUE * 3, 0)).toBe(-1073);
});

test('a coarser scale holds whole buckets of a finer one', () => {
  fc.assert(
    fc.property(positives, scales, fc.integer({ min: 1, max: 30 }), (value, scale, steps) => {
      fc.pre(scale - steps >= -10);
      expect(bucketIndex(value, scale - steps)).toBe(bucketIndex(value, scale) >> steps);
    }),
    { numRuns: 5000 },
  );
});

test('edges and indexes agree inside each bucket', () => {
  for (let index = -300; index < 300; index++) expect(bucketIndex(Math.sqrt(lowerEdge(index, 5) * lowerEdge(index + 1, 5)), 5)).toBe(index);
});

test('no scale has an index beyond 32 bits', () => {
  expect(indexRange(20)).toEqual({ least: -1074 * 2 ** 20 - 1, greatest: 1024 * 2 ** 20 - 1 });
  expect(indexRange(-10)).toEqual({ least: -2, greatest: 0 });
});
