import { mayReadDocument } from '@sora/core';
import { z } from 'zod';
import { documentKeyOf } from '../document-call.ts';
import { documentView } from '../document-views.ts';
import { endpoint } from '../endpoint.ts';
import { collectionSchema, documentIdSchema, documentSchema } from '../schemas/documents.ts';

export const getDocument = endpoint({
  name: 'getDocument',
  aliases: ['/v1/documents/:collection/:id'],
  methods: ['GET'],
  summary: 'A document as it is now, such as a profile: each field with its stamp.',
  access: { kind: 'user-or-service', scope: 'documents:read', orRole: 'operator' },
  input: z.object({ collection: collectionSchema, id: documentIdSchema }),
  output: documentSchema,
  handle: async (call, services) => documentView(await services.documents.read(await documentKeyOf(call, services, mayReadDocument))),
});
