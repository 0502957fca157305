import { publicHealth } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { publicHealthSchema } from '../schemas/health.ts';
import { publicTenant } from '../services.ts';

export const status = endpoint({
  name: 'status',
  methods: ['GET'],
  summary: 'A verdict per layer for everyone, without numbers.',
  access: { kind: 'public' },
  input: z.object({}),
  output: publicHealthSchema,
  handle: async (_call, { answers }) => publicHealth(await answers.healthSummary(publicTenant)),
});
