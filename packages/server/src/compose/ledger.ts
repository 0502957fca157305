import type { LaneLimits } from '@sora/core';
import type { Database } from '../adapters/postgres/connect-database.ts';
import { chatCompanion } from '../adapters/postgres/chats/companion.ts';
import { createLanePool } from '../adapters/postgres/ledger/lane-pool.ts';
import { postgresLedgerStore } from '../adapters/postgres/ledger-store.ts';
import type { Settings } from '../settings.ts';
import { sha256, systemClock, systemRandom, systemTimers } from './system.ts';

/** What `npm run bench:ledger` measures. Two batches are under way: one is decided while PostgreSQL writes the other. More would wait for these. */
const limits: LaneLimits = { maxBatch: 2_000, maxQueued: 20_000, maxInFlight: 2, deadlineMs: 10_000, backoffMs: { first: 50, max: 1_000 } };

/** The ledger of this server, in which paid messages ride with their payments, with connections of its own: a page that asks much must not keep payments waiting. */
export function createLedger({ pool, url }: Pick<Database, 'pool' | 'url'>, { SORA_LEDGER_LANES: count }: Settings) {
  const lanePool = createLanePool({ url, applicationName: 'sora lanes', max: limits.maxInFlight });
  const store = postgresLedgerStore({ pool, lanePool, clock: systemClock, timers: systemTimers, random: systemRandom, sha256, lanes: { count, limits } }, chatCompanion(sha256));
  return {
    store,
    /** Answers every payment that waits, then closes its connections. */
    async close(): Promise<void> {
      await store.close();
      await lanePool.end();
    },
  };
}
