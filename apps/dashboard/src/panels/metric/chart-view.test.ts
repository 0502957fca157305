import type { MetricPanel, Reading } from '@sora/core';
import { expect, test } from 'vitest';
import { chartView } from './chart-view.ts';

const window = { fromMs: 0, toMs: 600_000, stepMs: 60_000 };

function latencyAt(atMs: number, p95: number): Reading & { readonly atMs: number } {
  return { atMs, n: 10, sum: 100, percentiles: { p5: 1, p50: p95 / 4, p95, p99: p95 * 1.5, relativeError: 0.0108 } };
}

function latency(steps: MetricPanel['steps']): MetricPanel {
  return {
    layer: 'API', type: 'LATENCY', kind: 'distribution', unit: 'ms', meaning: '', reason: '', verdict: 'healthy', reading: { n: 0, sum: 0 },
    threshold: { statistic: 'p95', side: 'below', value: 250 }, steps, byService: [], byRegion: [],
  };
}

test('a distribution draws P50, P95 and P99 as they were answered', () => {
  const { lines, atMs } = chartView(latency([latencyAt(60_000, 100), latencyAt(120_000, 200)]), window);
  expect(atMs).toEqual([60_000, 120_000]);
  expect(lines.map(({ label, values }) => [label, values])).toEqual([['P50', [25, 50]], ['P95', [100, 200]], ['P99', [150, 300]]]);
});

test('where low is bad, P5 is the strong line', () => {
  const fps: MetricPanel = { ...latency([latencyAt(0, 60)]), layer: 'MOBILE', type: 'FPS', unit: 'fps', threshold: { statistic: 'p5', side: 'above', value: 30 } };
  expect(chartView(fps, window).lines.map(({ label, style }) => [label, style])).toEqual([['P5', 'main'], ['P50', 'low'], ['P95', 'high']]);
});

test('minutes without samples are a gap in the line, not a bridge over it', () => {
  const { atMs, lines } = chartView(latency([latencyAt(0, 100), latencyAt(300_000, 200)]), window);
  expect(atMs).toEqual([0, 60_000, 300_000]);
  expect(lines[1]?.values).toEqual([100, null, 200]);
});

test('the limit is drawn near the values, and only named where it would flatten them', () => {
  expect(chartView(latency([latencyAt(0, 100)]), window).limit).toEqual({ value: 250, label: 'below 250 ms', onScale: true });
  expect(chartView(latency([latencyAt(0, 4)]), window).limit?.onScale).toBe(false);
  expect(chartView(latency([latencyAt(0, 0)]), window).limit?.onScale).toBe(true);
});

test('the chart says in a sentence what it draws', () => {
  expect(chartView(latency([latencyAt(0, 80), latencyAt(60_000, 312), latencyAt(120_000, 212)]), window).summary)
    .toBe('Latency, P95: between 80 ms and 312 ms, last 212 ms, should be below 250 ms.');
  expect(chartView(latency([]), window).summary).toBe('Latency, P95: nothing measured.');
});

test('a counter is bars a minute, a ratio an area of its share', () => {
  const counter: MetricPanel = { ...latency([{ atMs: 0, n: 4, sum: 8, perMinute: 8 }]), type: 'REQUEST', kind: 'counter', unit: 'count' };
  expect(chartView(counter, window)).toMatchObject({ shape: 'bars', lines: [{ label: 'Per minute', values: [8] }] });
  const ratio: MetricPanel = { ...latency([{ atMs: 0, n: 4, sum: 1, share: 0.25 }]), type: 'ERROR', kind: 'ratio', unit: 'good/total' };
  expect(chartView(ratio, window)).toMatchObject({ shape: 'area', unit: 'share', lines: [{ label: 'Share', values: [0.25] }] });
  const success: MetricPanel = { ...ratio, threshold: { statistic: 'share', side: 'above', value: 0.99 } };
  expect(chartView(success, window).shape).toBe('lines');
});
