import type { RecordedEvent } from '../events/event.ts';
import type { MetricPoint } from '../metrics/metric-store.ts';
import { bySource, byMetric } from '../metrics/readings.ts';
import { layerNames, type LayerName } from '../metrics/sample.ts';
import type { Thresholds } from '../metrics/thresholds.ts';
import type { NodeRecord } from '../nodes/node-registry.ts';
import { changes } from './changes.ts';
import type { HealthSummary, PublicHealth } from './health-summary.ts';
import { layerHealth, metricsOf, worstVerdict } from './layer-health.ts';
import { metricHealth, type Yardstick } from './metric-health.ts';
import { nodeHealth, regionHealth } from './region-health.ts';
import { byErrorRate, serviceErrors } from './service-errors.ts';

/** Everything the summary is made of; its reader fetches it, this file only decides. */
export interface HealthFacts {
  readonly nowMs: number;
  readonly windowMinutes: number;
  /** Of one tenant, in [now - window, now). */
  readonly points: readonly MetricPoint[];
  /** Of the window before it, to tell what changed. */
  readonly pointsBefore: readonly MetricPoint[];
  /** Servers heard of lately. */
  readonly nodes: readonly NodeRecord[];
  readonly events: readonly RecordedEvent[];
  readonly thresholds: Thresholds;
}

type LayerSummary = HealthSummary['layers'][number];
type MetricPoints = ReadonlyMap<string, readonly MetricPoint[]>;

/** The state of the seven layers, and everything an engineer asks next. */
export function buildHealthSummary(facts: HealthFacts): HealthSummary {
  const { nowMs, windowMinutes, nodes } = facts;
  const points = byMetric(facts.points);
  const layers = layerNames.map((layer) => layerSummary(layer, points, facts));
  const pointsBefore = byMetric(facts.pointsBefore);
  const before = layerNames.map((layer) => layerSummary(layer, pointsBefore, facts));
  return {
    generatedAtMs: nowMs,
    windowMinutes,
    verdict: worstVerdict(layers.map(({ verdict }) => verdict)),
    layers,
    services: layerNames.flatMap((layer) => layerServices(layer, points)).toSorted(byErrorRate),
    regions: regionHealth(nodes),
    nodes: nodeHealth(nodes),
    changes: changes({ before, now: layers, windowStartMs: nowMs - windowMinutes * 60_000 }, facts.events),
  };
}

/** What anyone may know of a summary: verdicts, no numbers, no names. */
export function publicHealth({ generatedAtMs, verdict, layers }: HealthSummary): PublicHealth {
  return { generatedAtMs, verdict, layers: layers.map((one) => ({ layer: one.layer, verdict: one.verdict })) };
}

function layerSummary(layer: LayerName, points: MetricPoints, yardstick: Yardstick): LayerSummary {
  const metrics = metricsOf(layer).map((metric) => metricHealth(metric, bySource(pointsOf(points, metric)), yardstick));
  return { ...layerHealth(layer, metrics), metrics };
}

function layerServices(layer: LayerName, points: MetricPoints): HealthSummary['services'] {
  return metricsOf(layer).flatMap((metric) => serviceErrors(metric, pointsOf(points, metric)));
}

function pointsOf(points: MetricPoints, { layer, type }: { readonly layer: LayerName; readonly type: string }): readonly MetricPoint[] {
  return points.get(`${layer}.${type}`) ?? [];
}
