import type { MetricPanel } from '@sora/core';
import { expect, test } from 'vitest';
import { metricPanelView } from './metric-panel-view.ts';

const window = { fromMs: 0, toMs: 3_600_000, stepMs: 60_000 };
const panel: MetricPanel = {
  layer: 'API', type: 'LATENCY', kind: 'distribution', unit: 'ms', meaning: 'From request to last byte.', verdict: 'degraded', reason: 'P95 312 ms, should be below 250 ms',
  threshold: { statistic: 'p95', side: 'below', value: 250 }, reading: { n: 900, sum: 1, min: 3, max: 1200, percentiles: { p5: 1, p50: 80, p95: 312, p99: 700, relativeError: 0.0108 } },
  steps: [], byService: [], byRegion: [],
};

test('a measured metric shows its judged number, what it is worth, and its limit', () => {
  expect(metricPanelView(panel, window)).toMatchObject({
    title: 'Latency', judged: true, reason: 'P95 312 ms, should be below 250 ms',
    measured: { figure: { label: 'P95', text: '312', unit: 'ms' }, bound: '± 1.08 %', limit: 'below 250 ms' },
  });
  expect(metricPanelView(panel, window).measured?.stats.map(({ label, value }) => `${label} ${value}`)).toEqual(['P50 80 ms', 'P95 312 ms', 'P99 700 ms', 'n 900', 'Max 1,200 ms']);
});

test('a metric without samples in the window offers its own line of code', () => {
  const silent = metricPanelView({ ...panel, type: 'DATABASE_LATENCY', reading: { n: 0, sum: 0 } }, window);
  expect(silent.measured).toBeUndefined();
  expect(silent.code).toContain("type: 'DATABASE_LATENCY'");
});

test('a metric that nothing judges claims no verdict', () => {
  const { threshold: _, ...unjudged } = panel;
  expect(metricPanelView(unjudged, window).judged).toBe(false);
});

test('what devices measured besides is said, without a verdict of its own', () => {
  const fromClients = { n: 1_500, sum: 1, percentiles: { p5: 1, p50: 90, p95: 640, p99: 900, relativeError: 0.0108 } };
  expect(metricPanelView({ ...panel, fromClients }, window).measured?.fromClients).toBe('Devices measured P95 640 ms, n 1,500; servers decide the verdict.');
  expect(metricPanelView(panel, window).measured?.fromClients).toBeUndefined();
});
