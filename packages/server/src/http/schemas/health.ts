import { type HealthSummary, type LayerHealth, layerNames, type MetricHealth, type MetricKind, type PublicHealth, type Reading, type Source, type Threshold, type Verdict } from '@sora/core';
import { z } from 'zod';

export const layerSchema = z.enum(layerNames);
export const verdictSchema = z.enum(['healthy', 'degraded', 'critical', 'no-data']) satisfies z.ZodType<Verdict>;

const percentilesSchema = z.object({
  p5: z.number(),
  p50: z.number(),
  p95: z.number(),
  p99: z.number(),
  relativeError: z.number().meta({ description: 'The true value lies within ± this share of the one given.' }),
});

export const readingSchema = z.object({
  n: z.number(),
  sum: z.number(),
  min: z.number().exactOptional(),
  max: z.number().exactOptional(),
  percentiles: percentilesSchema.exactOptional(),
  share: z.number().exactOptional(),
  perMinute: z.number().exactOptional(),
}) satisfies z.ZodType<Reading>;

const sourceSchema = z.enum(['server', 'client']) satisfies z.ZodType<Source>;

const thresholdSchema = z.object({
  statistic: z.enum(['p95', 'p5', 'share', 'perMinute']),
  side: z.enum(['below', 'atMost', 'above']),
  value: z.number(),
  criticalFrom: z.number().exactOptional(),
}) satisfies z.ZodType<Threshold>;

export const metricHealthSchema = z.object({
  layer: layerSchema,
  type: z.string(),
  kind: z.enum(['distribution', 'counter', 'ratio']) satisfies z.ZodType<MetricKind>,
  unit: z.string(),
  meaning: z.string(),
  reading: readingSchema,
  verdict: verdictSchema,
  reason: z.string(),
  threshold: thresholdSchema.exactOptional(),
  restsOn: sourceSchema.exactOptional(),
  fromClients: readingSchema.exactOptional(),
}) satisfies z.ZodType<MetricHealth>;

export const layerHealthSchema = z.object({
  layer: layerSchema,
  title: z.string(),
  about: z.string(),
  verdict: verdictSchema,
  reason: z.string(),
  restsOn: sourceSchema.exactOptional(),
}) satisfies z.ZodType<LayerHealth>;

export const publicHealthSchema = z.object({
  generatedAtMs: z.number(),
  verdict: verdictSchema,
  layers: z.array(z.object({ layer: layerSchema, verdict: verdictSchema })),
}) satisfies z.ZodType<PublicHealth>;

export const healthSummarySchema = z.object({
  generatedAtMs: z.number(),
  windowMinutes: z.number(),
  verdict: verdictSchema,
  layers: z.array(layerHealthSchema.extend({ metrics: z.array(metricHealthSchema) })),
  services: z.array(z.object({ layer: layerSchema, service: z.string(), failed: z.number(), total: z.number(), errorRate: z.number() })),
  regions: z.array(z.object({ region: z.string(), nodes: z.number(), load: z.number() })),
  nodes: z.array(z.object({ id: z.string(), region: z.string(), release: z.string(), load: z.number(), memoryBytes: z.number(), startedAtMs: z.number(), heartbeatAgeMs: z.number() })),
  changes: z.array(z.object({ atMs: z.number(), kind: z.enum(['verdict', 'event']), text: z.string(), layer: layerSchema.exactOptional() })),
}) satisfies z.ZodType<HealthSummary>;
