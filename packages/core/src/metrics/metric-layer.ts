/**
 * How a metric's samples combine.
 * - `distribution`: each value counts on its own; percentiles come from a histogram.
 * - `counter`: values add up.
 * - `ratio`: each sample is one event, worth 1 when it is what the type names (an error, a success) and 0 when not.
 */
export type MetricKind = 'distribution' | 'counter' | 'ratio';

/** The side of a bound on which a metric is healthy. The bound itself is unhealthy, except with `atMost`. */
export type Healthy = { readonly below: number } | { readonly atMost: number } | { readonly above: number };

export interface MetricDefinition {
  readonly kind: MetricKind;
  readonly unit: string;
  /** What one sample says, in a sentence an operator understands. */
  readonly meaning: string;
  /** Absent: shown, never judged. A distribution is judged at its bad tail (P95 below, P5 above), a counter by its sum a minute, a ratio by its share. */
  readonly healthy?: Healthy;
  /** From here on the layer is critical, on the same scale as `healthy`. Absent: it can only be degraded. */
  readonly criticalFrom?: number;
}

/** One catalog entry: a layer with its metric types. Add a file in `layers/`, then run `npm run catalog`. */
export interface MetricLayer {
  readonly name: string;
  /** Its place on the page, from 1. */
  readonly position: number;
  readonly title: string;
  /** What this layer watches. */
  readonly about: string;
  readonly metrics: Readonly<Record<string, MetricDefinition>>;
}
