import { documentSubject, type DocumentKey, mayWriteDocument, SoraError } from '@sora/core';
import { z } from 'zod';
import { documentKeyOf } from '../document-call.ts';
import { outcomeView } from '../document-views.ts';
import { type Call, endpoint } from '../endpoint.ts';
import { collectionSchema, documentIdSchema, outcomeSchema } from '../schemas/documents.ts';
import { actorOf, type Services, tenantOf } from '../services.ts';

export const restoreDocumentField = endpoint({
  name: 'restoreDocumentField',
  aliases: ['/v1/documents/:collection/:id/restore'],
  methods: ['POST'],
  summary: 'Makes the value of an earlier or lost version stand again, by a new write. Asking again is safe.',
  access: { kind: 'user-or-service', scope: 'documents:write', orRole: 'operator' },
  input: z.object({ collection: collectionSchema, id: documentIdSchema, version: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER).meta({ description: 'As the history or a conflict names it.' }) }),
  output: outcomeSchema,
  handle: async (call, services) => {
    const key = await documentKeyOf(call, services, mayWriteDocument);
    const { input: { version }, principal } = call;
    const outcome = await services.documents.restore({ ...key, version, actor: actorOf(principal) });
    if (outcome === undefined) throw new SoraError('not-found', { detail: `This document has no version ${version}.` });
    if (principal?.kind === 'operator' && !outcome.isRepeat) await recordRestoration(call, services);
    return outcomeView(outcome);
  },
});

type RestoreCall = Pick<Call<Pick<DocumentKey, 'collection' | 'id'> & { readonly version: number }>, 'input' | 'principal'>;

/** An engineer changed what belongs to somebody else. */
async function recordRestoration({ input, principal }: RestoreCall, { recordEvent }: Pick<Services, 'recordEvent'>): Promise<void> {
  await recordEvent({ tenant: tenantOf(principal), type: 'DOCUMENT_FIELD_RESTORED', severity: 'warning', subject: documentSubject(input), actor: actorOf(principal), payload: { version: input.version } });
}
