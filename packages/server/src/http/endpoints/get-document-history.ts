import { mayWriteDocument } from '@sora/core';
import { z } from 'zod';
import { documentKeyOf } from '../document-call.ts';
import { versionView } from '../document-views.ts';
import { endpoint } from '../endpoint.ts';
import { collectionSchema, documentIdSchema, versionSchema } from '../schemas/documents.ts';

export const getDocumentHistory = endpoint({
  name: 'getDocumentHistory',
  aliases: ['/v1/documents/:collection/:id/history'],
  methods: ['GET'],
  summary: 'Everything that was written to a document, newest first, with what lost and to whom.',
  access: { kind: 'user-or-service', scope: 'documents:read', orRole: 'operator' },
  input: z.object({
    collection: collectionSchema,
    id: documentIdSchema,
    field: z.string().min(1).max(64).optional(),
    only: z.enum(['lost']).optional().meta({ description: 'Only values that lost a race.' }),
    before: z.number().int().min(1).optional().meta({ description: 'Cursor: `nextBefore` of the page before.' }),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ versions: z.array(versionSchema), nextBefore: z.number().exactOptional() }),
  handle: async (call, services) => {
    const { input: { field, only, before, limit } } = call;
    const key = await documentKeyOf(call, services, mayWriteDocument);
    const filters = { ...(field === undefined ? {} : { field }), ...(before === undefined ? {} : { before }), lostOnly: only === 'lost' };
    const found = await services.documents.versions({ ...key, ...filters, limit: limit + 1 });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { versions: page.map(versionView), ...(found.length > limit && last !== undefined ? { nextBefore: last.version } : {}) };
  },
});
