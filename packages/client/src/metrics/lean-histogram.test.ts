import { decodeHistogram } from '@sora/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addTo, encodeLean, greatestValue, leanHistogram } from './lean-histogram.ts';
import { base64 } from './base64.ts';

const values = fc.array(fc.oneof(fc.double({ min: 0, max: greatestValue, noNaN: true }), fc.constantFrom(0, 2 ** -20, 1, 2, 1024, greatestValue, 1e-300), fc.double({ min: 0.1, max: 5_000, noNaN: true })), { minLength: 1, maxLength: 300 });

function sent(measured: readonly number[]) {
  const histogram = leanHistogram();
  for (const value of measured) addTo(histogram, value);
  return decodeHistogram(Uint8Array.from(Buffer.from(encodeLean(histogram), 'base64')));
}

test('the server reads what the device counted, with percentiles within the bound of its own histogram [MOB-4]', () => {
  fc.assert(fc.property(values, (measured) => {
    const read = sent(measured);
    const kept = measured.map((value) => (value < 2 ** -20 ? 0 : value)).toSorted((a, b) => a - b);
    expect({ count: read.count, min: read.min, max: read.max }).toEqual({ count: kept.length, min: kept[0], max: kept.at(-1) });
    expect(read.sum).toBeCloseTo(kept.reduce((sum, value) => sum + value, 0), 0);
    for (const q of [0.05, 0.5, 0.95]) {
      const truth = kept[Math.max(0, Math.ceil(q * kept.length * (1 - Number.EPSILON)) - 1)]!;
      expect(Math.abs((read.quantile(q) ?? -1) - truth)).toBeLessThanOrEqual(truth * 0.0109);
    }
  }));
});

test('a thousand values of one bucket take a few bytes', () => {
  expect(sent(Array.from({ length: 1_000 }, () => 60)).quantile(0.5)).toBe(60);
  const histogram = leanHistogram();
  for (let times = 0; times < 1_000; times++) addTo(histogram, 60);
  expect(encodeLean(histogram).length).toBeLessThan(50);
});

test('base64 is that of RFC 4648, without padding', () => {
  expect(['', 'f', 'fo', 'foo', 'foob', 'fooba', 'foobar'].map((text) => base64([...Buffer.from(text)]))).toEqual(['', 'Zg', 'Zm8', 'Zm9v', 'Zm9vYg', 'Zm9vYmE', 'Zm9vYmFy']);
});
