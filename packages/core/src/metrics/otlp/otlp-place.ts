import { layerNames, metricDefinition, type LayerName } from '../sample.ts';
import type { MetricDefinition } from '../metric-layer.ts';
import type { OtlpAttributes } from './otlp-metrics.ts';
import { type OtlpName, otlpNames } from './otlp-names.ts';
import type { RefusalReason } from './otlp-refusals.ts';

/** Attributes of a data point, its scope and its resource, nearest first. */
export interface OtlpContext {
  readonly point: OtlpAttributes;
  readonly scope: OtlpAttributes;
  readonly resource: OtlpAttributes;
}

export interface Place {
  readonly layer: LayerName;
  readonly type: string;
  readonly definition: MetricDefinition;
  /** What the name's convention says beyond layer and type. */
  readonly name: OtlpName;
}

/**
 * The catalog metric that a data point measures. Its layer, in this order:
 * 1. the attribute `sora.layer` of data point, scope or resource;
 * 2. FUNCTIONS for what is an API metric by name, where the resource has a `faas.` attribute and FUNCTIONS has the type;
 * 3. the layer of the name.
 */
export function placeOf(metric: string, context: OtlpContext): Place | RefusalReason {
  const name = knownName(metric);
  if (name === undefined) return 'unknown-name';
  const layer = askedLayer(context) ?? (isFunction(context) ? functionsLayer(name) : name.layer);
  const definition = metricDefinition(layer, name.type);
  return definition === undefined ? 'unknown-layer' : { layer: layer as LayerName, type: name.type, definition, name };
}

const ownNames = new Map(layerNames.map((layer) => [layer.toLowerCase(), layer]));

export function isKnownName(metric: string): boolean {
  return knownName(metric) !== undefined;
}

/** By the table of conventions, or `sora.<layer>.<type>` in any case. */
function knownName(metric: string): OtlpName | undefined {
  if (Object.hasOwn(otlpNames, metric)) return otlpNames[metric];
  const [prefix, layerWord, type, ...rest] = metric.split('.', 4);
  const layer = ownNames.get(layerWord?.toLowerCase() ?? '');
  if (prefix?.toLowerCase() !== 'sora' || layer === undefined || type === undefined || rest.length > 0) return undefined;
  const definition = metricDefinition(layer, type.toUpperCase());
  return definition && { layer, type: type.toUpperCase(), unit: definition.unit };
}

function askedLayer({ point, scope, resource }: OtlpContext): string | undefined {
  const asked = point.get('sora.layer') ?? scope.get('sora.layer') ?? resource.get('sora.layer');
  return asked === undefined ? undefined : String(asked).toUpperCase();
}

function isFunction({ resource }: OtlpContext): boolean {
  return [...resource.keys()].some((name) => name.startsWith('faas.'));
}

function functionsLayer({ layer, type }: OtlpName): LayerName {
  return layer === 'API' && metricDefinition('FUNCTIONS', type) !== undefined ? 'FUNCTIONS' : layer;
}
