import { hasRole, publicHealth } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { healthSummarySchema, publicHealthSchema } from '../schemas/health.ts';
import { publicTenant } from '../services.ts';

export const getSystemHealthSummary = endpoint({
  name: 'getSystemHealthSummary',
  methods: ['GET'],
  summary: 'How the seven layers are: verdicts for everyone; for a viewer also numbers, services, regions, nodes and what changed.',
  access: { kind: 'public-or-operator', role: 'viewer' },
  input: z.object({}),
  output: z.union([healthSummarySchema, publicHealthSchema]),
  handle: async ({ principal }, { answers }) => {
    if (principal !== undefined && hasRole(principal, 'viewer')) return answers.healthSummary(principal.tenant);
    return publicHealth(await answers.healthSummary(publicTenant));
  },
});
