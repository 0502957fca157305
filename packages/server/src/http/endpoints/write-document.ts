import { type FieldWrite, type Json, mayWriteDocument } from '@sora/core';
import { z } from 'zod';
import { documentKeyOf } from '../document-call.ts';
import { outcomeView } from '../document-views.ts';
import { endpoint } from '../endpoint.ts';
import { collectionSchema, documentIdSchema, fieldsSchema, outcomeSchema } from '../schemas/documents.ts';
import { actorOf } from '../services.ts';

export const writeDocument = endpoint({
  name: 'writeDocument',
  aliases: ['/v1/documents/:collection/:id'],
  methods: ['POST'],
  summary: 'Writes fields of a document. The last write wins, field by field; what loses is kept. Sending the same again is safe.',
  access: { kind: 'user-or-service', scope: 'documents:write' },
  input: z.object({ collection: collectionSchema, id: documentIdSchema, install: z.string().max(64), fields: fieldsSchema }),
  output: z.object({ fields: z.record(z.string(), outcomeSchema) }),
  handle: async (call, services) => {
    const key = await documentKeyOf(call, services, mayWriteDocument);
    const { input: { install, fields }, principal } = call;
    const outcome = await services.documents.write({ ...key, install, actor: actorOf(principal), fields: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, writeOf(field)])) });
    return { fields: Object.fromEntries(Object.entries(outcome).map(([name, field]) => [name, outcomeView(field)])) };
  },
});

/** The store refuses values that are no JSON, with all else that is wrong. */
function writeOf({ value, stamp, basedOn }: z.output<typeof fieldsSchema>[string]): FieldWrite {
  return { value: value as Json, stamp, ...(basedOn === undefined ? {} : { basedOn }) };
}
