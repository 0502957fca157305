import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeHistogram, encodeHistogram } from '../histogram-codec.ts';
import { Histogram } from '../histogram.ts';
import { histogramOf } from './otlp-histogram.ts';
import { changeUnit, type UnitChange, unitChange } from './otlp-units.ts';

const toMs = unitChange('s', 'ms') as UnitChange;
const toMB = unitChange('By', 'MB') as UnitChange;

function sent(values: readonly number[], scale: number): Parameters<typeof histogramOf>[0] {
  const histogram = new Histogram(scale);
  for (const value of values) histogram.record(value);
  const used = [...histogram.buckets()];
  const offset = used[0]?.index ?? 0;
  const counts: number[] = [];
  for (const { index, count } of used) counts[index - offset] = count;
  const { count, sum, min, max, zeroCount } = histogram;
  return { attributes: new Map(), timeUnixNano: 1n, noRecordedValue: false, count, sum, min, max, scale: histogram.scale, zeroCount, positive: { offset, counts: Array.from(counts, (each) => each ?? 0) }, negative: { offset: 0, counts: [] } };
}

const values = fc.array(fc.double({ min: 1e-4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 200 });

test.each([['s to ms', toMs], ['bytes to megabytes', toMB]])('percentiles of a histogram converted from %s lie within the stated bound of the true ones', (_name, change) => {
  fc.assert(fc.property(values, fc.integer({ min: 0, max: 6 }), (recorded, scale) => {
    const point = sent(recorded, scale);
    const converted = histogramOf(point, change);
    const bound = converted.relativeError + 1e-9;
    const sorted = recorded.toSorted((a, b) => a - b);
    for (const q of [0.5, 0.95, 0.99]) {
      const exact = changeUnit(sorted[Math.ceil(q * sorted.length) - 1] as number, change);
      expect(Math.abs((converted.quantile(q) as number) / exact - 1)).toBeLessThanOrEqual(bound);
    }
  }), { seed: 7, numRuns: 300 });
});

const boundAfter = (scale: number, change: UnitChange) => histogramOf(sent([1, 1.001], scale), change).relativeError;

test('the bound after a conversion is never above the bound of one scale coarser, and the own bound where no unit changes', () => {
  for (let scale = 0; scale <= 20; scale += 1) {
    expect(boundAfter(scale, toMs)).toBeLessThanOrEqual(new Histogram(scale - 1).relativeError + 1e-12);
    expect(boundAfter(scale, unitChange('ms', 'ms') as UnitChange)).toBeCloseTo(new Histogram(scale).relativeError, 12);
  }
});

test('the bounds that the documentation names', () => {
  expect(boundAfter(5, toMs)).toBeCloseTo(0.0129, 4);
  expect(boundAfter(4, toMs)).toBeCloseTo(0.0419, 4);
});

test('the wider bound of a converted histogram survives storage and merging, in either order', () => {
  const converted = () => histogramOf(sent([0.1, 0.2], 4), toMs);
  const ours = () => decodeHistogram(encodeHistogram(histogramOf(sent([100, 200], 4), unitChange('ms', 'ms') as UnitChange)));
  const [one, other] = [decodeHistogram(encodeHistogram(converted())), ours()];
  one.merge(ours());
  other.merge(converted());
  expect([one.relativeError, other.relativeError]).toEqual([converted().relativeError, converted().relativeError]);
  expect(encodeHistogram(one)).toEqual(encodeHistogram(other));
});

test('count, least and greatest survive a conversion exactly, zeros included', () => {
  const converted = histogramOf(sent([0, 0.125, 0.25, 2], 5), toMs);
  expect([converted.count, converted.zeroCount, converted.min, converted.max, converted.sum, converted.scale]).toEqual([4, 1, 0, 2000, 2375, 5]);
});
