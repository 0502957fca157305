import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { conflictJson, conflictSchema, conflictTypeSchema } from '../schemas/conflicts.ts';
import { tenantOf } from '../services.ts';

export const getConflictHistory = endpoint({
  name: 'getConflictHistory',
  methods: ['GET', 'POST'],
  summary: 'Conflicts that were resolved, newest first: what it was about, which side won, what was done.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({
    limit: z.number().int().min(1).max(200).default(50),
    beforeId: z.uuid().optional().meta({ description: 'Cursor: `nextBeforeId` of the page before.' }),
    type: conflictTypeSchema.optional(),
    types: z.array(conflictTypeSchema).min(1).max(20).optional().meta({ description: 'Only conflicts of one of these types; in a body.' }),
    subject: z.string().min(1).max(500).optional().meta({ description: 'Only conflicts about this, such as user:USD:alice.' }),
  }),
  output: z.object({ conflicts: z.array(conflictSchema), nextBeforeId: z.string().exactOptional() }),
  handle: async ({ input: { limit, beforeId, type, types = type && [type], subject }, principal }, { conflicts }) => {
    const found = await conflicts.read({
      tenant: tenantOf(principal),
      limit: limit + 1,
      ...(beforeId === undefined ? {} : { beforeId }),
      ...(types === undefined ? {} : { types }),
      ...(subject === undefined ? {} : { subject }),
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { conflicts: page.map(conflictJson), ...(found.length > limit && last !== undefined ? { nextBeforeId: last.id } : {}) };
  },
});
