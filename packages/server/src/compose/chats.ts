import type { LaneLimits } from '@sora/core';
import type { Database } from '../adapters/postgres/connect-database.ts';
import { postgresAuthorLog } from '../adapters/postgres/author-log.ts';
import { postgresChatStore } from '../adapters/postgres/chat-store.ts';
import type { PaidChatLedger } from '../adapters/postgres/chats/send-paid.ts';
import { createLanePool } from '../adapters/postgres/ledger/lane-pool.ts';
import { postgresPriceStore } from '../adapters/postgres/price-store.ts';
import type { AppServices } from '../http/services.ts';
import type { Settings } from '../settings.ts';
import { sha256, systemClock, systemRandom, systemTimers } from './system.ts';

export type ChatServices = Pick<AppServices, 'chats' | 'prices' | 'authors' | 'sha256'>;

const limits: LaneLimits = { maxBatch: 1_000, maxQueued: 20_000, maxInFlight: 4, deadlineMs: 10_000, backoffMs: { first: 50, max: 1_000 } };

/**
 * The chats of this server, with connections of their own, as many lanes as the ledger has.
 * @param ledger closed after the chats: paid messages wait in it
 */
export function createChats({ pool, url }: Pick<Database, 'pool' | 'url'>, { SORA_LEDGER_LANES: count }: Settings, ledger: PaidChatLedger) {
  const lanePool = createLanePool({ url, applicationName: 'sora chats', max: limits.maxInFlight });
  const chats = postgresChatStore({ pool, lanePool, clock: systemClock, timers: systemTimers, random: systemRandom, sha256, lanes: { count, limits }, ledger });
  const services: ChatServices = { chats, prices: postgresPriceStore(pool), authors: postgresAuthorLog(pool), sha256 };
  return {
    services,
    /** Answers every message that waits, then closes its connections. */
    async close(): Promise<void> {
      await chats.close();
      await lanePool.end();
    },
  };
}
