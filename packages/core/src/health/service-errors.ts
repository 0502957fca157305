import type { MetricDefinition } from '../metrics/metric-layer.ts';
import type { MetricPoint } from '../metrics/metric-store.ts';
import { bySource, mergeBy } from '../metrics/readings.ts';
import type { ServiceErrors } from './health-summary.ts';
import type { Metric } from './metric-health.ts';

/**
 * Error rate of each service, from a layer's ratios: the share of errors, or what a share of successes leaves. Exact, since ratios
 * are counted and not sampled. A metric counts as in its verdict: from servers where any measured it.
 */
export function serviceErrors({ layer, type, definition }: Metric, points: readonly MetricPoint[]): ServiceErrors[] {
  if (definition.kind !== 'ratio') return [];
  const services = mergeBy(bySource(points).judged, 'ratio', ({ series }) => series.service);
  return [...services].map(([service, { count: total, sum }]) => {
    const failed = countsSuccesses(type, definition) ? total - sum : sum;
    return { layer, service, failed, total, errorRate: failed / total };
  });
}

/** Worst first; of equal rates the one with more failures. */
export function byErrorRate(a: ServiceErrors, b: ServiceErrors): number {
  return b.errorRate - a.errorRate || b.failed - a.failed || b.total - a.total;
}

function countsSuccesses(type: string, { healthy }: MetricDefinition): boolean {
  return type === 'SUCCESS' || (healthy !== undefined && 'above' in healthy);
}
