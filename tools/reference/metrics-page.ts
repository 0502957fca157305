import type { Healthy, MetricDefinition, MetricLayer } from '../../packages/core/src/metrics/metric-layer.ts';
import { code, pageHead, table } from './markdown.ts';

/** docs/reference/metrics.md: every layer with its metric types. */
export function metricsPage(layers: readonly MetricLayer[]): string {
  return [
    ...pageHead('Metrics', 'packages/core/src/metrics/layers'),
    'A sample names one layer and one of its types, and carries the unit that stands here: `trackMetric` refuses anything else, when it is compiled and when it runs.',
    '',
    'Judged by: a distribution with `below` or `at most` at its P95, with `above` at its P5; a counter by its sum a minute; a ratio by its share of ones. A type without a threshold is shown and never judged. `SORA_THRESHOLDS` changes a threshold.',
    '',
    ...layers.toSorted((a, b) => a.position - b.position).flatMap(layerSection),
  ].join('\n');
}

function layerSection(layer: MetricLayer): readonly string[] {
  const rows = Object.entries(layer.metrics).map(([type, metric]) => [code(type), metric.kind, metric.unit, metric.meaning, healthySide(metric), critical(metric)]);
  return [`## ${layer.name}`, '', layer.about, '', ...table(['Type', 'Kind', 'Unit', 'Meaning', 'Healthy', 'Critical'], rows)];
}

function healthySide({ healthy }: MetricDefinition): string {
  return healthy === undefined ? '' : inWords(healthy);
}

function inWords(healthy: Healthy): string {
  if ('below' in healthy) return `below ${healthy.below}`;
  return 'atMost' in healthy ? `at most ${healthy.atMost}` : `above ${healthy.above}`;
}

function critical({ healthy, criticalFrom }: MetricDefinition): string {
  if (criticalFrom === undefined) return '';
  return healthy !== undefined && 'above' in healthy ? `${criticalFrom} and below` : `${criticalFrom} and above`;
}
