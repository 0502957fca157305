import type { MetricPoint } from '../metrics/metric-store.ts';
import { byMetric, bySource, mergeBy, readingOf } from '../metrics/readings.ts';
import type { Series } from '../metrics/series.ts';
import type { Thresholds } from '../metrics/thresholds.ts';
import { dashboardWindow, measuredMinutes, startOf, type DashboardWindow } from './dashboard-window.ts';
import { layerHealth, metricsOf } from './layer-health.ts';
import { metricHealth, type Metric } from './metric-health.ts';
import type { MetricPanel, MetricsDashboard, MetricsDashboardQuery } from './metrics-dashboard.ts';
import type { Reading } from './reading.ts';

export interface DashboardFacts {
  readonly query: MetricsDashboardQuery;
  readonly nowMs: number;
  /** All of the layer in `dashboardWindow(query.timeRange, nowMs)`, not filtered: the filter's choices are read from them. */
  readonly points: readonly MetricPoint[];
  readonly thresholds: Thresholds;
}

interface PanelFacts {
  readonly window: DashboardWindow;
  readonly thresholds: Thresholds;
}

/** One layer over a window: each metric as a whole, as a line, and split by service and region. */
export function buildMetricsDashboard({ query, nowMs, points, thresholds }: DashboardFacts): MetricsDashboard {
  const { layer, service, region } = query;
  const window = dashboardWindow(query.timeRange, nowMs);
  const shown = byMetric(points.filter(({ series }) => passes(series, query)));
  const metrics = metricsOf(layer).map((metric) => metricPanel(metric, shown.get(`${layer}.${metric.type}`) ?? [], { window, thresholds }));
  return {
    ...layerHealth(layer, metrics),
    generatedAtMs: nowMs,
    ...window,
    filter: { ...(service === undefined ? {} : { service }), ...(region === undefined ? {} : { region }) },
    services: distinct(points.map(({ series }) => series.service)),
    regions: distinct(points.map(({ series }) => series.region)),
    metrics,
  };
}

function passes(series: Series, { layer, service, region }: MetricsDashboardQuery): boolean {
  return series.layer === layer && (service === undefined || series.service === service) && (region === undefined || series.region === region);
}

function metricPanel(metric: Metric, points: readonly MetricPoint[], { window, thresholds }: PanelFacts): MetricPanel {
  const windowMinutes = (window.toMs - window.fromMs) / 60_000;
  const measured = bySource(points);
  const { kind } = metric.definition;
  const split = (groupOf: (series: Series) => string): (readonly [string, Reading])[] =>
    [...mergeBy(measured.judged, kind, ({ series }) => groupOf(series))].map(([name, all]) => [name, readingOf(all, kind, windowMinutes)] as const).toSorted(([, a], [, b]) => b.n - a.n);
  return {
    ...metricHealth(metric, measured, { thresholds, windowMinutes }),
    steps: stepsOf(metric, measured.judged, window),
    byService: split(({ service }) => service).map(([service, reading]) => ({ service, reading })),
    byRegion: split(({ region }) => region).map(([region, reading]) => ({ region, reading })),
  };
}

function stepsOf({ definition: { kind } }: Metric, points: readonly MetricPoint[], window: DashboardWindow): MetricPanel['steps'] {
  const steps = mergeBy(points, kind, ({ slotMs }) => startOf(slotMs, window.stepMs));
  return [...steps].map(([atMs, all]) => ({ atMs, ...readingOf(all, kind, measuredMinutes(atMs, window)) })).toSorted((a, b) => a.atMs - b.atMs);
}

/** The names that occur, in order; the empty one means "not known" and cannot be asked for. */
function distinct(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== '').toSorted();
}
