import type { MetricHealth, Reading } from '@sora/core';
import { expect, test } from 'vitest';
import { boundOf, keyFigure, limitOf, meterOf, statsOf } from './reading-view.ts';

const latency = { kind: 'distribution', unit: 'ms', threshold: { statistic: 'p95', side: 'below', value: 250 } } satisfies Partial<MetricHealth>;
const fps = { kind: 'distribution', unit: 'fps', threshold: { statistic: 'p5', side: 'above', value: 30 } } satisfies Partial<MetricHealth>;
const success = { kind: 'ratio', unit: 'good/total', threshold: { statistic: 'share', side: 'above', value: 0.99 } } satisfies Partial<MetricHealth>;
const contention = { kind: 'counter', unit: 'count', threshold: { statistic: 'perMinute', side: 'below', value: 50 } } satisfies Partial<MetricHealth>;
const measured: Reading = { n: 12_480, sum: 1, percentiles: { p5: 12, p50: 41.2, p95: 212.4, p99: 401, relativeError: 0.0108 } };
const silent: Reading = { n: 0, sum: 0 };

test('the key figure is the statistic that is judged', () => {
  expect(keyFigure(latency, measured)).toEqual({ label: 'P95', text: '212', unit: 'ms' });
  expect(keyFigure(fps, measured)).toEqual({ label: 'P5', text: '12', unit: 'fps' });
  expect(keyFigure(success, { n: 400, sum: 398, share: 0.995 })).toEqual({ label: 'Share', text: '99.5', unit: '%' });
  expect(keyFigure(contention, { n: 3, sum: 12, perMinute: 0.8 })).toEqual({ label: 'Per minute', text: '0.8', unit: '' });
});

test('without samples no number is shown', () => {
  expect([keyFigure(latency, silent), boundOf(silent), meterOf(latency, silent)]).toEqual([undefined, undefined, undefined]);
});

test('percentiles come with their bound and the number of samples', () => {
  expect(statsOf(latency, measured).map(({ label, value }) => `${label} ${value}`)).toEqual(['P50 41.2 ms', 'P95 212 ms', 'P99 401 ms', 'n 12,480']);
  expect(statsOf(fps, measured).map(({ label }) => label)).toEqual(['P5', 'P50', 'P95', 'n']);
  expect(statsOf(success, { n: 400, sum: 398, share: 0.995 })).toEqual([{ label: 'Counted', value: '398 of 400' }]);
  expect(boundOf(measured)).toBe('± 1.08 %');
});

test('a limit is said with its side', () => {
  expect([latency, fps, success, contention].map(limitOf)).toEqual(['below 250 ms', 'above 30 fps', 'above 99 %', 'below 50/min']);
});

test('the bar keeps the limit in place until the value passes it, then shrinks it, and never overflows', () => {
  expect(meterOf(latency, measured)).toMatchObject({ limitAt: 0.8, label: '85 % of the limit' });
  const over = meterOf(latency, { ...measured, percentiles: { p5: 1, p50: 1, p95: 1000, p99: 1, relativeError: 0.01 } });
  expect(over?.fill).toBeCloseTo(0.952, 3);
  expect(over?.limitAt).toBeCloseTo(0.238, 3);
});
