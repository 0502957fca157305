import { type LaneLimits, type PaidSend, type SendOutcome } from '@sora/core';
import { seededRandom } from '@sora/core/testing';
import type { Pool } from 'pg';
import { sha256, systemClock, systemTimers } from '../../../../compose/system.ts';
import type { TestDatabase } from '../../../../testing/test-database.ts';
import { postgresChatStore, type PostgresChatStore } from '../../chat-store.ts';
import { createLanePool } from '../../ledger/lane-pool.ts';
import { type Tap, tappedPool } from '../../ledger/testing/tapped-pool.ts';
import { emptyLedger } from '../../ledger/testing/test-ledger.ts';
import { postgresLedgerStore, type PostgresLedgerStore } from '../../ledger-store.ts';
import { chatCompanion } from '../companion.ts';

/** One server's chats and ledger on a test database, with a lane pool for each. */
export interface TestChats extends AsyncDisposable {
  readonly store: PostgresChatStore;
  readonly ledger: PostgresLedgerStore<PaidSend, SendOutcome>;
}

export interface TestChatsOptions {
  readonly lanes?: number;
  readonly limits?: Partial<LaneLimits>;
  /** Begins the names of its connections. */
  readonly name?: string;
  /** What the statements of batches go through. */
  readonly tap?: Tap;
}

const defaultLimits: LaneLimits = { maxBatch: 500, maxQueued: 20_000, maxInFlight: 2, deadlineMs: 20_000, backoffMs: { first: 10, max: 500 } };

export function openTestChats({ url, pool }: Pick<TestDatabase, 'url' | 'pool'>, { lanes: count = 2, limits = {}, name = 'sora test chats', tap }: TestChatsOptions = {}): TestChats {
  const lanes = { count, limits: { ...defaultLimits, ...limits } };
  const lanePools = ['entries', 'payments'].map((work) => createLanePool({ url, applicationName: `${name} ${work}`, max: lanes.limits.maxInFlight }));
  const [entryPool, paymentPool] = lanePools.map((lanePool) => (tap === undefined ? lanePool : tappedPool(lanePool, tap))) as [Pool, Pool];
  const parts = { pool, clock: systemClock, timers: systemTimers, random: seededRandom(1), sha256, lanes };
  const ledger = postgresLedgerStore({ ...parts, lanePool: paymentPool }, chatCompanion(sha256));
  const store = postgresChatStore({ ...parts, lanePool: entryPool, ledger });
  return {
    store, ledger,
    async [Symbol.asyncDispose]() {
      await Promise.all([store.close(), ledger.close()]);
      await Promise.all(lanePools.map((lanePool) => lanePool.end()));
    },
  };
}

/** Removes every chat and account, and all that ever happened. */
export async function emptyChats(pool: Pool): Promise<void> {
  await emptyLedger(pool);
  await pool.query('truncate chat, chat_member, entry');
}
