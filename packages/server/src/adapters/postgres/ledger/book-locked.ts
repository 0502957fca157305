import { decideBatch, type LedgerChange, type LedgerState, needsOf, type Sha256 } from '@sora/core';
import type { Pool, PoolClient } from 'pg';
import { mapDatabaseError } from '../database-error.ts';
import { commitBatch } from './commit-batch.ts';
import type { Companion, LaneItem, RideOutcome } from './companion.ts';
import { type LaneName, lockAndReadQuery, type StateRow, stateOf } from './lock-and-read.ts';
import { recordNotes } from './record-notes.ts';
import { inOnePacket } from './in-one-packet.ts';
import type { RememberedState } from './remembered-state.ts';
import { ridesOf, type Rides } from './rides.ts';
import { writeHoldsQueries } from './write-holds.ts';
import { writeRefusalsQueries } from './write-refusals.ts';
import { writeTransfersQueries } from './write-transfers.ts';

export interface LockingSettings<Rider, Answer> {
  readonly lanePool: Pick<Pool, 'connect'>;
  readonly companion: Companion<Rider, Answer>;
  readonly sha256: Sha256;
  readonly memory: RememberedState;
}

/**
 * One batch in one transaction: lock and read, decide, write back. Two round trips where it only books payments.
 * @throws what `classifyBatchError` understands
 */
export async function bookLocked<Rider, Answer>({ lanePool, companion, sha256, memory }: LockingSettings<Rider, Answer>, lane: LaneName, items: readonly LaneItem<Rider>[]): Promise<readonly RideOutcome<Answer>[]> {
  const client = await lanePool.connect().catch((error: unknown) => { throw mapDatabaseError(error); });
  let isSound = false;
  try {
    const outcomes = await book(client, lane, { rides: ridesOf(companion, client, lane), items, sha256, memory });
    isSound = true;
    return outcomes;
  } catch (error) {
    memory.forget(lane, needsOf(items.map(({ group }) => group)).accounts);
    isSound = await client.query('rollback').then(() => true, () => false);
    throw mapDatabaseError(error);
  } finally {
    client.release(!isSound);
  }
}

interface Batch<Rider, Answer> {
  readonly rides: Rides<Rider, Answer>;
  readonly items: readonly LaneItem<Rider>[];
  readonly sha256: Sha256;
  readonly memory: RememberedState;
}

async function book<Rider, Answer>(client: PoolClient, lane: LaneName, { rides, items, sha256, memory }: Batch<Rider, Answer>): Promise<readonly RideOutcome<Answer>[]> {
  const state = await voteAndRead(client, lane, { rides, items });
  const { hasBegun } = rides;
  const decided = items.filter((item) => rides.isAccepted(item));
  const change = decideBatch(state, decided.map(({ group }) => group), sha256);
  const hasNotes = await recordNotes(client, lane.tenant, change);
  const writes = writesOf(state, change);
  const send = () => [rides.write(decided, change.outcomes), ...writes.map((statement) => client.query(statement))];
  await commitBatch(client, send, { isOneStatement: !hasBegun && !hasNotes && writes.length <= 1 });
  memory.hear(state.nowMs);
  memory.keep(state, { head: change.head, accounts: [...state.accounts, ...change.accounts] });
  return items.map((item) => rides.outcomeOf(item));
}

/**
 * The accounts of all items are locked right behind what asks the companion, which may then accept fewer: whoever waits for its locks would
 * wait for one more answer to come and go. Both are over when this returns or throws what went wrong first.
 */
async function voteAndRead<Rider, Answer>(client: PoolClient, lane: LaneName, { rides, items }: Pick<Batch<Rider, Answer>, 'rides' | 'items'>): Promise<LedgerState> {
  const asking = inOnePacket(client, () => {
    const voting = rides.vote(items);
    return [voting, lockAndRead(client, lane, { items, hasBegun: rides.hasBegun })] as const;
  });
  const [voted, read] = await Promise.allSettled(asking);
  if (voted.status === 'rejected') throw voted.reason;
  if (read.status === 'rejected') throw read.reason;
  return read.value;
}

async function lockAndRead(client: PoolClient, lane: LaneName, { items, hasBegun }: { readonly items: readonly LaneItem<unknown>[]; readonly hasBegun: boolean }): Promise<LedgerState> {
  const beginning = hasBegun ? undefined : client.query('begin');
  const reading = client.query<StateRow>(lockAndReadQuery(lane, needsOf(items.map(({ group }) => group))));
  const [{ rows: [row] }] = await Promise.all([reading, beginning]);
  if (row === undefined) throw new Error('ledger_lock_and_read answered no row.');
  return stateOf(lane, row);
}

function writesOf(state: LedgerState, change: LedgerChange) {
  return [...writeTransfersQueries(state, change), ...writeHoldsQueries(state.tenant, change.transfers), ...writeRefusalsQueries(state.tenant, change.refusals)];
}
