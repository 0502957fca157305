import { type ChatChange, decideSends, type Send, type Sha256 } from '@sora/core';
import type { Pool } from 'pg';
import { commitBatch } from '../ledger/commit-batch.ts';
import { onLaneConnection } from './lane-transaction.ts';
import { type ChatStateRow, lockAndReadQuery, lockedChatsOf } from './lock-and-read.ts';
import { writeEntriesQueries } from './write-entries.ts';

export interface ApplySettings {
  readonly lanePool: Pick<Pool, 'connect'>;
  readonly sha256: Sha256;
}

/**
 * One batch in one transaction and two round trips: lock and read, decide, write back.
 * @throws what `classifyBatchError` understands
 */
export async function applySends({ lanePool, sha256 }: ApplySettings, tenant: string, sends: readonly Send[]): Promise<ChatChange> {
  return await onLaneConnection(lanePool, async (client) => {
    const beginning = client.query('begin');
    const reading = client.query<ChatStateRow>(lockAndReadQuery(tenant, sends));
    const [{ rows: [row] }] = await Promise.all([reading, beginning]);
    const locked = lockedChatsOf(tenant, row);
    const change = decideSends(locked.state, sends, sha256);
    await commitBatch(client, writeEntriesQueries(locked, change), false);
    return change;
  });
}
