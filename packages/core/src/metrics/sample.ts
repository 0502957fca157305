import { metricLayers } from './layers/index.ts';
import type { MetricDefinition } from './metric-layer.ts';

export type LayerName = keyof typeof metricLayers;
export type MetricType<L extends LayerName = LayerName> = L extends LayerName ? Extract<keyof (typeof metricLayers)[L]['metrics'], string> : never;
type UnitOf<L extends LayerName, T extends MetricType<L>> = (typeof metricLayers)[L]['metrics'][T] extends { readonly unit: infer U extends string } ? U : never;

/** Names that would make one series per person or request; refused when a program is compiled and again when it runs. */
export type RefusedLabel = 'user' | 'userId' | 'user_id' | 'session' | 'sessionId' | 'session_id' | 'email' | 'ip' | 'token' | 'url' | 'requestId' | 'request_id' | 'traceId' | 'trace_id';

/** What else is known about a measurement. `region` and `release` place it; the rest become labels of its series (at most 8, few distinct values each). */
export type SampleMetadata = { readonly region?: string; readonly release?: string } & { readonly [R in RefusedLabel]?: never } & { readonly [label: string]: string | number | boolean | undefined };

interface SampleOf<L extends LayerName, T extends MetricType<L>> {
  readonly layer: L;
  readonly type: T;
  /** Who measured: `checkout-api`, `ios-app`. */
  readonly service: string;
  /** Finite and not negative, in `unit`. For a ratio 1 or 0. */
  readonly value: number;
  readonly unit: UnitOf<L, T>;
  readonly metadata?: SampleMetadata;
  /** Monotonic age of the measurement, when it is sent later than it was taken. */
  readonly ageMs?: number;
}

/** One measurement, typed by the catalog of the seven layers: layer, type and unit must belong together. */
export type Sample = { [L in LayerName]: { [T in MetricType<L>]: SampleOf<L, T> }[MetricType<L>] }[LayerName];

/** A sample without what changes from one to the next: what a bound handle is made of. */
export type SampleSeries = Sample extends infer Each ? (Each extends Sample ? Omit<Each, 'value' | 'ageMs'> : never) : never;

/** The layers in the order of the page. */
export const layerNames = Object.values(metricLayers)
  .toSorted((a, b) => a.position - b.position)
  .map((layer) => layer.name) satisfies readonly LayerName[];

/** The catalog's definition, or undefined where the layer has no such type. */
export function metricDefinition(layer: string, type: string): MetricDefinition | undefined {
  if (!Object.hasOwn(metricLayers, layer)) return undefined;
  const metrics: Readonly<Record<string, MetricDefinition>> = metricLayers[layer as LayerName].metrics;
  return Object.hasOwn(metrics, type) ? metrics[type] : undefined;
}
