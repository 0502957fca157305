import type { ChatRole } from '../messages/chat.ts';
import { documentCollections } from './collection-catalog.ts';
import type { DocumentKey } from './document.ts';

/** A user who asks, with their role in the chat that a chat's document is about. */
export interface Asking {
  readonly userId: string;
  readonly role: ChatRole | undefined;
}

/** Members see what their chat is called; what a user says about themself, only they do. */
export function mayReadDocument({ collection, id }: Pick<DocumentKey, 'collection' | 'id'>, { userId, role }: Asking): boolean {
  return documentCollections[collection].owner === 'user' ? userId === id : role !== undefined;
}

export function mayWriteDocument({ collection, id }: Pick<DocumentKey, 'collection' | 'id'>, { userId, role }: Asking): boolean {
  return documentCollections[collection].owner === 'user' ? userId === id : role === 'owner' || role === 'moderator';
}
