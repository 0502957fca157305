import { type ChatChange, decideSends, type Send, type Sha256 } from '@sora/core';
import type { Pool } from 'pg';
import { commitBatch } from '../ledger/commit-batch.ts';
import { onLaneConnection } from './lane-transaction.ts';
import { lockChats } from './lock-chats.ts';
import { writeEntriesQueries } from './write-entries.ts';

export interface ApplySettings {
  readonly lanePool: Pick<Pool, 'connect'>;
  readonly sha256: Sha256;
}

/**
 * One batch in one transaction and two round trips: lock and read, decide, write back. Chats that were changed past the store are recounted
 * before anything is appended to them.
 * @throws what `classifyBatchError` understands
 */
export async function applySends({ lanePool, sha256 }: ApplySettings, tenant: string, sends: readonly Send[]): Promise<ChatChange> {
  return await onLaneConnection(lanePool, async (client) => {
    const beginning = client.query('begin');
    const [locked] = await Promise.all([lockChats(client, tenant, sends), beginning]);
    const change = decideSends(locked.state, sends, sha256);
    const writes = writeEntriesQueries(locked, change);
    await commitBatch(client, () => writes.map((statement) => client.query(statement)), { isOneStatement: !locked.hasWritten && writes.length <= 1 });
    return change;
  });
}
