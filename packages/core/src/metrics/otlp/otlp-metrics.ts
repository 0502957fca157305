/**
 * An OTLP ExportMetricsServiceRequest in memory, without its wire format: what both decoders produce and `mapOtlp` reads.
 * Only what SORA uses is kept; exemplars, descriptions, schema addresses and unknown fields are left behind.
 * @see OpenTelemetry protocol 1.9, `opentelemetry/proto/metrics/v1/metrics.proto`
 */
export interface OtlpMetrics {
  readonly resources: readonly OtlpResource[];
}

/** One process that measured. */
export interface OtlpResource {
  readonly attributes: OtlpAttributes;
  readonly scopes: readonly OtlpScope[];
}

/** One instrumentation library within it. */
export interface OtlpScope {
  readonly attributes: OtlpAttributes;
  readonly metrics: readonly OtlpMetric[];
}

export interface OtlpMetric {
  readonly name: string;
  /** As sent: UCUM where the sender follows the conventions, often empty. */
  readonly unit: string;
  readonly data: OtlpData;
}

export type OtlpData =
  | { readonly kind: 'gauge'; readonly points: readonly OtlpNumberPoint[] }
  | { readonly kind: 'sum'; readonly temporality: OtlpTemporality; readonly monotonic: boolean; readonly points: readonly OtlpNumberPoint[] }
  | { readonly kind: 'exponential-histogram'; readonly temporality: OtlpTemporality; readonly points: readonly OtlpExponentialPoint[] }
  /** Kinds that are refused by name: of their points only the number matters. */
  | { readonly kind: 'histogram' | 'summary' | 'unknown'; readonly pointCount: number };

/** Since the last export, or since the process started. */
export type OtlpTemporality = 'unspecified' | 'delta' | 'cumulative';

/** Scalars only: arrays and maps never become labels, so the decoders drop them. A map, since names come from outside. */
export type OtlpAttributes = ReadonlyMap<string, string | number | boolean>;

interface OtlpPoint {
  readonly attributes: OtlpAttributes;
  /** Nanoseconds since the Unix epoch; 0 where the sender gave none. */
  readonly timeUnixNano: bigint;
  /** The sender says that there was nothing to measure (data point flag 1). */
  readonly noRecordedValue: boolean;
}

export interface OtlpNumberPoint extends OtlpPoint {
  /** Integers beyond 2^53 are rounded. Absent where the sender gave none (the JavaScript SDK writes NaN as null). */
  readonly value?: number;
}

/** Counts at base-2 exponential bounds: with base = 2^(2^-scale), bucket i of `counts` holds values in (base^(offset+i), base^(offset+i+1)]. */
export interface OtlpExponentialPoint extends OtlpPoint {
  readonly count: number;
  readonly sum?: number;
  readonly min?: number;
  readonly max?: number;
  readonly scale: number;
  readonly zeroCount: number;
  readonly positive: OtlpBuckets;
  readonly negative: OtlpBuckets;
}

export interface OtlpBuckets {
  readonly offset: number;
  readonly counts: readonly number[];
}
