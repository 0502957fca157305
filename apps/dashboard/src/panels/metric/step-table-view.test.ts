import type { MetricPanel } from '@sora/core';
import { expect, test } from 'vitest';
import { formatClock, formatClockSeconds } from '../../ui/format.ts';
import { stepTableView, stepTime } from './step-table-view.ts';

const panel: MetricPanel = {
  layer: 'API', type: 'LATENCY', kind: 'distribution', unit: 'ms', meaning: '', reason: '', verdict: 'healthy', reading: { n: 0, sum: 0 }, byService: [], byRegion: [],
  steps: [{ atMs: 0, n: 10, sum: 1, percentiles: { p5: 1, p50: 1, p95: 2, p99: 3, relativeError: 0.0108 } }, { atMs: 60_000, n: 20, sum: 1, percentiles: { p5: 1, p50: 4, p95: 5, p99: 6, relativeError: 0.0108 } }],
};

test('the table holds every step of the chart, newest first, with its number of samples', () => {
  const { columns, rows } = stepTableView(panel, { stepMs: 60_000, spanMs: 3_600_000 });
  expect(columns).toEqual(['From', 'P50', 'P95', 'P99', 'n']);
  expect(rows.map(({ cells }) => cells)).toEqual([[formatClock(60_000), '4 ms', '5 ms', '6 ms', '20'], [formatClock(0), '1 ms', '2 ms', '3 ms', '10']]);
});

test('times are as exact as the steps, and carry the day where the window has several', () => {
  expect(stepTime(0, 10_000, 900_000)).toBe(formatClockSeconds(0));
  expect(stepTime(0, 3_600_000, 604_800_000)).toContain(', ');
});
