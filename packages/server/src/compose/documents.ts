import type { ChatStore, DocumentStore } from '@sora/core';
import type { Pool } from 'pg';
import { postgresMembers } from '../adapters/postgres/chats/read-members.ts';
import { postgresDocumentStore } from '../adapters/postgres/document-store.ts';

/** Documents, and the members of chats, who may read and write what is said about theirs. */
export function documentServices({ pool }: { readonly pool: Pool }): { readonly documents: DocumentStore; readonly members: Pick<ChatStore, 'member'> } {
  return { documents: postgresDocumentStore(pool), members: postgresMembers(pool) };
}
