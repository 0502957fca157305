import type { MetricsDashboard } from '@sora/core';
import { z } from 'zod';
import { layerHealthSchema, metricHealthSchema, readingSchema } from './health.ts';

const panelSchema = metricHealthSchema.extend({
  steps: z.array(readingSchema.extend({ atMs: z.number() })),
  byService: z.array(z.object({ service: z.string(), reading: readingSchema })),
  byRegion: z.array(z.object({ region: z.string(), reading: readingSchema })),
});

export const metricsDashboardSchema = layerHealthSchema.extend({
  generatedAtMs: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  stepMs: z.number(),
  filter: z.object({ service: z.string().exactOptional(), region: z.string().exactOptional() }),
  services: z.array(z.string()),
  regions: z.array(z.string()),
  metrics: z.array(panelSchema),
}) satisfies z.ZodType<MetricsDashboard>;
