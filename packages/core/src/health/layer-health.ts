import { metricLayers } from '../metrics/layers/index.ts';
import { metricDefinition, type LayerName } from '../metrics/sample.ts';
import type { Metric } from './metric-health.ts';
import type { LayerHealth, MetricHealth, Verdict } from './reading.ts';

const severity = { 'no-data': 0, 'healthy': 1, 'degraded': 2, 'critical': 3 } as const satisfies Record<Verdict, number>;

/** The worst of them; `no-data` counts only where there is nothing else. */
export function worstVerdict(verdicts: Iterable<Verdict>): Verdict {
  let worst: Verdict = 'no-data';
  for (const verdict of verdicts) if (severity[verdict] > severity[worst]) worst = verdict;
  return worst;
}

/** The types of a layer, in the order of the catalog. */
export function metricsOf(layer: LayerName): Metric[] {
  return Object.keys(metricLayers[layer].metrics).flatMap((type) => {
    const definition = metricDefinition(layer, type);
    return definition === undefined ? [] : [{ layer, type, definition }];
  });
}

/**
 * The worst of a layer's metrics, with that metric's reason. A layer that measured only what has no threshold is called healthy,
 * and its reason says that nothing was judged.
 */
export function layerHealth(layer: LayerName, metrics: readonly MetricHealth[]): LayerHealth {
  const { title, about } = metricLayers[layer];
  const decisive = metrics.toSorted(byWeight)[0];
  if (decisive === undefined) return { layer, title, about, verdict: 'no-data', reason: 'nothing is measured in this layer' };
  const { type, verdict, reason, restsOn } = decisive;
  if (restsOn === undefined) return { layer, title, about, verdict, reason };
  return { layer, title, about, verdict, reason: `${type}: ${reason}`, restsOn };
}

/** Worst first; of equals the judged before the others. The sort is stable, so that the catalog's order decides the rest. */
function byWeight(a: MetricHealth, b: MetricHealth): number {
  return severity[b.verdict] - severity[a.verdict] || Number(b.threshold !== undefined) - Number(a.threshold !== undefined);
}
