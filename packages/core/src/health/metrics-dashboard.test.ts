import { expect, test } from 'vitest';
import { Histogram } from '../metrics/histogram.ts';
import type { MetricPoint } from '../metrics/metric-store.ts';
import { metricDefinition } from '../metrics/sample.ts';
import type { Series } from '../metrics/series.ts';
import { Tally } from '../metrics/tally.ts';
import { defaultThresholds } from '../metrics/thresholds.ts';
import { buildMetricsDashboard } from './build-metrics-dashboard.ts';
import { dashboardWindow } from './dashboard-window.ts';
import type { MetricsDashboardQuery } from './metrics-dashboard.ts';

// 20:04:05.678 on a day: on the mark of no step.
const nowMs = Date.UTC(2026, 10, 23, 20, 4, 5, 678);
const minutes = (count: number) => count * 60_000;

function point(type: string, values: readonly number[], atMs: number, series: Partial<Series> = {}): MetricPoint {
  const aggregate = metricDefinition('API', type)?.kind === 'distribution' ? new Histogram() : new Tally();
  for (const value of values) aggregate.record(value);
  return { series: { tenant: 'main', layer: 'API', type, service: 'shop', region: 'eu', source: 'server', labels: {}, ...series }, slotMs: Math.floor(atMs / 10_000) * 10_000, aggregate };
}
function panelOf(type: string, points: readonly MetricPoint[], query: Partial<MetricsDashboardQuery> = {}) {
  const dashboard = buildMetricsDashboard({ query: { layer: 'API', timeRange: 5, ...query }, nowMs, points, thresholds: defaultThresholds });
  const panel = dashboard.metrics.find((one) => one.type === type);
  if (panel === undefined) throw new Error(`no panel ${type}`);
  return { dashboard, panel };
}

test('steps are slots up to 15 minutes, whole minutes beyond, and never more than 241', () => {
  expect([1, 15, 16, 60, 240, 241, 1440, 10_080].map((range) => dashboardWindow(range, nowMs).stepMs / 1000)).toEqual([10, 10, 60, 60, 60, 120, 600, 3600]);
  for (let range = 1; range <= 10_080; range++) {
    const { fromMs, toMs, stepMs } = dashboardWindow(range, nowMs);
    if ((toMs - fromMs) / stepMs > 241 || stepMs % (range <= 15 ? 10_000 : 60_000) !== 0) throw new Error(`${range} minutes give steps of ${stepMs} ms`);
  }
});

test('the window begins on a whole step, so that a second look shows the same steps', () => {
  const { fromMs, stepMs } = dashboardWindow(60, nowMs);
  expect(fromMs % stepMs).toBe(0);
  expect(dashboardWindow(60, nowMs + 1000).fromMs).toBe(fromMs);
  expect(nowMs - fromMs).toBeGreaterThanOrEqual(minutes(60));
});

test('a panel shows the whole window, each step, service and region from merged histograms [OBS-9]', () => {
  const points = [
    point('LATENCY', [100, 100], nowMs - minutes(3)),
    point('LATENCY', [200], nowMs - minutes(3), { service: 'search', region: 'us' }),
    point('LATENCY', [300], nowMs - minutes(1), { service: 'search' }),
  ];
  const { panel } = panelOf('LATENCY', points);
  expect(panel.reading).toMatchObject({ n: 4, sum: 700, min: 100, max: 300 });
  expect(panel.steps.map(({ atMs, n, max }) => [Math.round((nowMs - atMs) / minutes(1)), n, max])).toEqual([[3, 3, 200], [1, 1, 300]]);
  expect(panel.byService.map(({ service, reading }) => [service, reading.n, reading.max])).toEqual([['shop', 2, 100], ['search', 2, 300]]);
  expect(panel.byRegion.map(({ region, reading }) => [region, reading.n])).toEqual([['eu', 3], ['us', 1]]);
});

test('a step without samples is left out, and steps come oldest first', () => {
  const { panel } = panelOf('LATENCY', [point('LATENCY', [1], nowMs - minutes(1)), point('LATENCY', [2], nowMs - minutes(4))]);
  expect(panel.steps.map(({ sum }) => sum)).toEqual([2, 1]);
});

test('a filter narrows the readings, and leaves the choices whole [OBS-9]', () => {
  const points = [point('LATENCY', [100], nowMs - 60_000), point('LATENCY', [900], nowMs - 60_000, { service: 'search', region: '' })];
  const { dashboard, panel } = panelOf('LATENCY', points, { service: 'search' });
  expect(panel.reading).toMatchObject({ n: 1, max: 900 });
  expect(dashboard).toMatchObject({ filter: { service: 'search' }, services: ['search', 'shop'], regions: ['eu'] });
  expect(panelOf('LATENCY', points, { region: 'us' }).panel.verdict).toBe('no-data');
});

test('the layer has the verdict of its worst metric over the window [OBS-11]', () => {
  const { dashboard } = panelOf('LATENCY', [point('LATENCY', Array.from({ length: 50 }, () => 400), nowMs - 60_000)]);
  expect(dashboard).toMatchObject({ layer: 'API', title: 'API', verdict: 'degraded', reason: 'LATENCY: P95 400 ms (±1.1 %), should be below 250 ms' });
  expect(dashboard.metrics.map(({ type }) => type)).toEqual(['LATENCY', 'ERROR', 'REQUEST', 'DATABASE_LATENCY', 'EVENT_LOOP_DELAY', 'PROCESS_CPU', 'PROCESS_MEMORY']);
});

test('a rate in a step counts only the time that has passed of it', () => {
  const { panel } = panelOf('REQUEST', [point('REQUEST', [60], nowMs - minutes(10)), point('REQUEST', [60], nowMs)], { timeRange: 60 });
  expect(panel.steps.map(({ perMinute }) => Math.round(perMinute ?? 0))).toEqual([60, 360]);
});

test('without data every panel says for how long [OBS-11]', () => {
  const { dashboard, panel } = panelOf('LATENCY', [], { timeRange: 60 });
  expect(dashboard.verdict).toBe('no-data');
  expect(panel).toMatchObject({ reason: 'no data in the last 60 minutes', reading: { n: 0 }, steps: [], byService: [], byRegion: [] });
});

test('clients\' measurements do not blur the lines of what servers measured', () => {
  const points = [point('LATENCY', [100], nowMs - 60_000), point('LATENCY', [5000], nowMs - 60_000, { source: 'client' })];
  const { panel } = panelOf('LATENCY', points);
  expect(panel.steps.map(({ max }) => max)).toEqual([100]);
  expect(panel.fromClients).toMatchObject({ n: 1, max: 5000 });
});
