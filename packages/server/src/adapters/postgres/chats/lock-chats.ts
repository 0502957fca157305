import type { Send } from '@sora/core';
import { recountLocked } from '../chat-recount-correct.ts';
import type { Queryable } from '../query.ts';
import { type ChatStateRow, type LockedChats, lockAndReadQuery, lockedChatsOf } from './lock-and-read.ts';

/** What a batch goes by, and whether getting there has changed anything in its transaction. */
export interface RightChats extends LockedChats {
  readonly hasWritten: boolean;
}

/**
 * Locks the chats of these sends and reads what deciding them needs. Chats that were changed past the store are recounted on the way: an entry
 * that chains on from a wrong head would make it look right. It takes some half a second for a million entries, and other chats of the batch wait.
 */
export async function lockChats(tx: Queryable, tenant: string, sends: readonly Send[]): Promise<RightChats> {
  const locked = await lockAndRead(tx, tenant, sends);
  if (locked.altered.length === 0) return { ...locked, hasWritten: false };
  for (const id of locked.altered) await recountLocked(tx, { tenant, id });
  return { ...(await lockAndRead(tx, tenant, sends)), hasWritten: true };
}

async function lockAndRead(tx: Queryable, tenant: string, sends: readonly Send[]): Promise<LockedChats> {
  const { rows: [row] } = await tx.query<ChatStateRow>(lockAndReadQuery(tenant, sends));
  return lockedChatsOf(tenant, row);
}
