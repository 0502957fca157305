import { documentCollections, type DocumentKey, type mayReadDocument, requireValidKey, SoraError } from '@sora/core';
import type { Call } from './endpoint.ts';
import { type Services, tenantOf } from './services.ts';

type DocumentCall = Pick<Call<Pick<DocumentKey, 'collection' | 'id'>>, 'input' | 'principal'>;

/**
 * The document that a call is about. Backends and engineers whom the doors let in may touch all; a user only what is theirs, or their chat's.
 * @throws {SoraError} `forbidden` when it is somebody else's; `bad-request` for an id that nothing can have
 */
export async function documentKeyOf({ input: { collection, id }, principal }: DocumentCall, { members }: Pick<Services, 'members'>, may: typeof mayReadDocument): Promise<DocumentKey> {
  const key = { tenant: tenantOf(principal), collection, id };
  requireValidKey(key);
  if (principal?.kind !== 'user') return key;
  const { userId } = principal;
  const role = documentCollections[collection].owner === 'chat' ? (await members.member(key.tenant, id, userId))?.role : undefined;
  if (!may(key, { userId, role })) throw new SoraError('forbidden', { detail: whoMay[documentCollections[collection].owner] });
  return key;
}

const whoMay = {
  user: 'This is the document of somebody else.',
  chat: 'Members of the chat read its document; its owner and moderators write it and see its history.',
} as const;
