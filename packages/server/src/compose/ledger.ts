import type { LaneLimits } from '@sora/core';
import type { Database } from '../adapters/postgres/connect-database.ts';
import { createLanePool } from '../adapters/postgres/ledger/lane-pool.ts';
import { postgresLedgerStore } from '../adapters/postgres/ledger-store.ts';
import type { Settings } from '../settings.ts';
import { sha256, systemClock, systemRandom, systemTimers } from './system.ts';

/** Measured by `npm run bench:ledger`: more at once gains nothing on one database, and larger batches only wait longer. */
const limits: LaneLimits = { maxBatch: 1_000, maxQueued: 20_000, maxInFlight: 4, deadlineMs: 10_000, backoffMs: { first: 50, max: 1_000 } };

/** The ledger of this server, with connections of its own: a page that asks much must not keep payments waiting. */
export function createLedger({ pool, url }: Pick<Database, 'pool' | 'url'>, { SORA_LEDGER_LANES: count }: Settings) {
  const lanePool = createLanePool({ url, applicationName: 'sora lanes', max: limits.maxInFlight });
  const store = postgresLedgerStore({ pool, lanePool, clock: systemClock, timers: systemTimers, random: systemRandom, sha256, lanes: { count, limits } });
  return {
    store,
    /** Answers every payment that waits, then closes its connections. */
    async close(): Promise<void> {
      await store.close();
      await lanePool.end();
    },
  };
}
