import type { MetricDefinition, MetricKind } from './metric-layer.ts';
import { metricLayers } from './layers/index.ts';
import { isRecord, labelProblem, maxLabels, regionProblem, serviceProblem, type FieldError } from './parse-sample-labels.ts';
import { layerNames, metricDefinition, type LayerName } from './sample.ts';
import type { Series } from './series.ts';

/** One measurement, checked; tenant and source come from the credential. */
export interface ParsedSample {
  readonly series: Omit<Series, 'tenant' | 'source'>;
  readonly kind: MetricKind;
  readonly value: number;
  /** 0 when the sample was sent as it was taken. */
  readonly ageMs: number;
}

export type ParseSampleOutcome = { readonly kind: 'sample'; readonly sample: ParsedSample } | { readonly kind: 'refused'; readonly errors: readonly FieldError[] };

/** Older measurements are refused: their slots may be compacted or expired already. */
export const maxAgeMs = 24 * 60 * 60 * 1000;

/** Checks what `trackMetric` or an HTTP body brought; every wrong field is named at once, with what is allowed. */
export function parseSample(input: unknown): ParseSampleOutcome {
  if (!isRecord(input)) return { kind: 'refused', errors: [{ path: '', message: 'must be an object with layer, type, service, value and unit' }] };
  const errors: FieldError[] = [];
  const metric = parseMetric(input, errors);
  const service = parseService(input['service'], errors);
  const ageMs = parseAge(input['ageMs'], errors);
  const { region, labels } = parseMetadata(input['metadata'], errors);
  const value = parseValue(input['value'], metric?.definition.kind, errors);
  if (metric === undefined || errors.length > 0) return { kind: 'refused', errors };
  const { layer, type, definition } = metric;
  return { kind: 'sample', sample: { series: { layer, type, service, region, labels }, kind: definition.kind, value, ageMs } };
}

interface Metric {
  readonly layer: LayerName;
  readonly type: string;
  readonly definition: MetricDefinition;
}

export function isLayerName(layer: unknown): layer is LayerName {
  return typeof layer === 'string' && Object.hasOwn(metricLayers, layer);
}

/** For a refusal: which layers there are. */
export function allowedLayers(): string {
  return `must be one of ${layerNames.join(', ')}`;
}

/** For a refusal: which types a layer has. */
export function allowedTypes(layer: LayerName): string {
  return `${layer} has the types ${Object.keys(metricLayers[layer].metrics).join(', ')}`;
}

function parseMetric({ layer, type, unit }: Readonly<Record<string, unknown>>, errors: FieldError[]): Metric | undefined {
  if (!isLayerName(layer)) return refuse(errors, 'layer', allowedLayers());
  const definition = typeof type === 'string' ? metricDefinition(layer, type) : undefined;
  if (typeof type !== 'string' || definition === undefined) return refuse(errors, 'type', allowedTypes(layer));
  if (unit !== definition.unit) return refuse(errors, 'unit', `${layer} ${type} is measured in "${definition.unit}"`);
  return { layer, type, definition };
}

function parseService(service: unknown, errors: FieldError[]): string {
  const message = serviceProblem(service);
  if (message !== undefined) refuse(errors, 'service', message);
  return typeof service === 'string' ? service : '';
}

function parseValue(value: unknown, kind: MetricKind | undefined, errors: FieldError[]): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) refuse(errors, 'value', 'must be a finite number, 0 or more');
  else if (kind === 'ratio' && value !== 0 && value !== 1) refuse(errors, 'value', 'must be 1 or 0: one sample is one event, that was what the type names or was not');
  return typeof value === 'number' ? value : 0;
}

function parseAge(ageMs: unknown, errors: FieldError[]): number {
  if (ageMs === undefined) return 0;
  if (typeof ageMs === 'number' && ageMs >= 0 && ageMs <= maxAgeMs) return ageMs;
  refuse(errors, 'ageMs', `must be a number from 0 to ${maxAgeMs} (24 hours)`);
  return 0;
}

interface Metadata {
  readonly region: string;
  readonly labels: Readonly<Record<string, string>>;
}

function parseMetadata(metadata: unknown, errors: FieldError[]): Metadata {
  if (metadata === undefined) return { region: '', labels: {} };
  if (!isRecord(metadata)) {
    refuse(errors, 'metadata', 'must be an object of labels');
    return { region: '', labels: {} };
  }
  const { region, ...rest } = metadata;
  const message = region === undefined ? undefined : regionProblem(region);
  if (message !== undefined) refuse(errors, 'metadata.region', message);
  return { region: typeof region === 'string' ? region : '', labels: parseLabels(rest, errors) };
}

function parseLabels(metadata: Readonly<Record<string, unknown>>, errors: FieldError[]): Readonly<Record<string, string>> {
  const given = Object.entries(metadata).filter(([, value]) => value !== undefined);
  if (given.filter(([name]) => name !== 'release').length > maxLabels) refuse(errors, 'metadata', `must have at most ${maxLabels} labels besides region and release`);
  const labels: Record<string, string> = {};
  // One more than allowed shows the reader enough; a thousand wrong labels need no thousand refusals.
  for (const [name, value] of given.slice(0, maxLabels + 1)) {
    const text = typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? String(value) : value;
    const message = labelProblem(name, text);
    if (message !== undefined) refuse(errors, `metadata.${name.slice(0, 40)}`, message);
    else if (typeof text === 'string') labels[name] = text;
  }
  return labels;
}

function refuse(errors: FieldError[], path: string, message: string): undefined {
  errors.push({ path, message });
  return undefined;
}
