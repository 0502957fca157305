import { decideBatch, type LedgerChange, type LedgerState, type LinkedGroup, needsOf, type Sha256, SoraError } from '@sora/core';
import type { Pool } from 'pg';
import { mapDatabaseError } from '../database-error.ts';
import type { LaneItem, RideOutcome } from './companion.ts';
import type { LaneName } from './lock-and-read.ts';
import { readState } from './read-state.ts';
import type { RememberedState } from './remembered-state.ts';
import { isRefusal, type SharedConnections } from './shared-connection.ts';
import { isWrongAssumption, writeAssumedQuery } from './write-assumed.ts';

export interface AssumingSettings {
  readonly lanePool: Pick<Pool, 'connect'>;
  readonly shared: SharedConnections;
  readonly memory: RememberedState;
  readonly sha256: Sha256;
}

/**
 * Decides a batch on what is remembered and has PostgreSQL prove it while it writes: one round trip, and none to wait for before the next batch
 * is decided on top of it. Only postings are told from memory; undefined for a batch that comes to anything else, or whose memory was wrong.
 * @throws what `classifyBatchError` understands
 */
export async function bookAssumed<Answer>({ lanePool, shared, memory, sha256 }: AssumingSettings, lane: LaneName, items: readonly LaneItem<unknown>[]): Promise<readonly RideOutcome<Answer>[] | undefined> {
  if (items.some((item) => item.rider !== undefined)) return undefined;
  const groups = items.map(({ group }) => group);
  const needs = needsOf(groups);
  if (needs.holds.length > 0) return undefined;
  let recalled = memory.recall(lane, needs.accounts);
  if (recalled === undefined || recalled.missing.length > 0) {
    await learn({ lanePool, memory }, lane, recalled?.missing ?? needs.accounts);
    recalled = memory.recall(lane, needs.accounts);
  }
  // From here to the sending of what was decided nothing is waited for: the next batch finds in memory what this one leaves.
  const change = recalled && decideNewOnly(recalled.state, groups, sha256);
  if (recalled === undefined || change === undefined) return undefined;
  const { state } = recalled;
  memory.keep(state, change);
  const isKept = await prove({ shared, memory }, state, change).catch((error: unknown) => {
    memory.forget(lane, needs.accounts);
    throw error;
  });
  if (isKept) return change.outcomes.map((payment) => ({ kind: 'decided', payment, answer: undefined }));
  memory.forget(lane, needs.accounts);
  return undefined;
}

async function learn({ lanePool, memory }: Pick<AssumingSettings, 'lanePool' | 'memory'>, lane: LaneName, accounts: readonly string[]): Promise<void> {
  const read = await readState(lanePool, lane, accounts);
  if (read === undefined) return;
  memory.hear(read.nowMs);
  memory.learn(read);
}

/** Undefined for a batch that does more than to post or place holds: what else it does leaves no account behind on which it could be proven. */
function decideNewOnly(state: LedgerState, groups: readonly LinkedGroup[], sha256: Sha256): LedgerChange | undefined {
  const change = decideBatch(state, groups, sha256);
  const isPosted = change.outcomes.every(({ kind }) => kind === 'posted');
  return isPosted && change.frozen.length === 0 && change.conflicts.length === 0 ? change : undefined;
}

/** @returns false if something was not as it was assumed: nothing was kept. */
async function prove({ shared, memory }: Pick<AssumingSettings, 'shared' | 'memory'>, state: LedgerState, change: LedgerChange): Promise<boolean> {
  try {
    const { rows: [row] } = await shared.query<{ now_ms: string }>(state.tenant, writeAssumedQuery(state, change));
    memory.hear(Number(row?.now_ms));
    return true;
  } catch (error) {
    if (isRefusal(error)) {
      if (isWrongAssumption(error)) return false;
      throw mapDatabaseError(error);
    }
    if (error instanceof SoraError) throw error;
    throw new SoraError('outcome-unknown', { detail: 'The connection was lost while the ledger was being written.', cause: error });
  }
}
