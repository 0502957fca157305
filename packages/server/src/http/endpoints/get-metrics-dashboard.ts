import { layerNames } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { metricsDashboardSchema } from '../schemas/metrics.ts';
import { tenantOf } from '../services.ts';

const input = z.object({
  layer: z.enum(layerNames).meta({ description: 'One of the seven layers.' }),
  timeRange: z.number().int().min(1).max(10_080).default(60).meta({ description: 'Minutes back from now.' }),
  service: z.string().min(1).max(64).optional(),
  region: z.string().max(40).optional(),
});

export const getMetricsDashboard = endpoint({
  name: 'getMetricsDashboard',
  methods: ['GET', 'POST'],
  summary: 'One layer over a time range: series, percentiles with their error bound, thresholds and verdicts.',
  access: { kind: 'operator', role: 'viewer' },
  input,
  output: metricsDashboardSchema,
  handle: ({ input: { layer, timeRange, service, region }, principal }, { answers }) =>
    answers.metricsDashboard(tenantOf(principal), { layer, timeRange, ...(service === undefined ? {} : { service }), ...(region === undefined ? {} : { region }) }),
});
