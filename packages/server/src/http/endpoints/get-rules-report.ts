import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { rulesReportSchema, scanJson } from '../schemas/rules.ts';
import { tenantOf } from '../services.ts';

export const getRulesReport = endpoint({
  name: 'getRulesReport',
  methods: ['GET', 'POST'],
  summary: 'The latest scan of the security rules, whole, and the scores of those before it, newest first.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({
    limit: z.number().int().min(1).max(400).default(60).meta({ description: 'Scans of the history.' }),
    knownId: z.uuid().optional().meta({ description: 'Id of a scan that the caller has: while it is the latest, it is left out.' }),
  }),
  output: rulesReportSchema,
  async handle({ input: { limit, knownId }, principal }, { rules }) {
    const tenant = tenantOf(principal);
    const [latest, history] = await Promise.all([rules.latest(tenant), rules.history(tenant, limit)]);
    return { configured: rules.files, history, ...(latest !== undefined && latest.id !== knownId && { latest: scanJson(latest) }) };
  },
});
