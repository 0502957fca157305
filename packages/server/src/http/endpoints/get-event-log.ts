import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { eventLogSchema, severitySchema } from '../schemas/events.ts';
import { tenantOf } from '../services.ts';

export const getEventLog = endpoint({
  name: 'getEventLog',
  aliases: ['/v1/events'],
  methods: ['GET'],
  summary: 'What happened, newest first: starts, stops, logins, tokens, lost and recovered databases.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({
    limit: z.number().int().min(1).max(200).default(50),
    beforeId: z.uuid().optional().meta({ description: 'Cursor: `nextBeforeId` of the page before.' }),
    severity: severitySchema.optional(),
  }),
  output: eventLogSchema,
  handle: async ({ input: { limit, beforeId, severity }, principal }, { events }) => {
    const found = await events.read({
      tenant: tenantOf(principal),
      limit: limit + 1,
      ...(beforeId === undefined ? {} : { beforeId }),
      ...(severity === undefined ? {} : { severities: [severity] }),
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { events: page, ...(found.length > limit && last !== undefined ? { nextBeforeId: last.id } : {}) };
  },
});
