import { metricLayers, type LayerName, type MetricDefinition } from '@sora/core';

/** The very line that would fill an empty panel: typed by the catalog, it compiles as it stands. */
export function codeLine(layer: LayerName, type?: string): string {
  const metrics: Readonly<Record<string, MetricDefinition>> = metricLayers[layer].metrics;
  const [name, definition] = Object.entries(metrics).find(([candidate]) => candidate === type) ?? firstOf(metrics);
  return `await trackMetric({ layer: '${layer}', type: '${name}', service: 'my-app', value: ${exampleValue(definition)}, unit: '${definition.unit}' });`;
}

/** Where `trackMetric` comes from. */
export const importLine = "import { trackMetric } from '@sora/node';";

function firstOf(metrics: Readonly<Record<string, MetricDefinition>>): [string, MetricDefinition] {
  const [first] = Object.entries(metrics);
  if (first === undefined) throw new Error('A layer of the catalog has at least one metric.');
  return first;
}

/** A healthy value, so that whoever pastes the line sees green. */
function exampleValue({ kind, unit, healthy }: MetricDefinition): number {
  if (kind === 'ratio') return healthy !== undefined && 'above' in healthy ? 1 : 0;
  if (healthy === undefined) return unit === 'ms' ? 150 : 1;
  if ('above' in healthy) return healthy.above * 2;
  if (kind === 'counter') return 1;
  const limit = 'below' in healthy ? healthy.below : healthy.atMost;
  return limit > 1 ? Math.floor(limit / 2) : limit / 2;
}
