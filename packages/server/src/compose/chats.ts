import type { LaneLimits } from '@sora/core';
import { postgresAiBudgetStore } from '../adapters/postgres/ai-budget-store.ts';
import type { Database } from '../adapters/postgres/connect-database.ts';
import { postgresAuthorLog } from '../adapters/postgres/author-log.ts';
import { postgresChatOverview } from '../adapters/postgres/chat-overview.ts';
import { postgresChatAudit } from '../adapters/postgres/chat-recount.ts';
import { postgresChatStore } from '../adapters/postgres/chat-store.ts';
import type { PaidChatLedger } from '../adapters/postgres/chats/send-paid.ts';
import { createLanePool } from '../adapters/postgres/ledger/lane-pool.ts';
import { postgresPriceStore } from '../adapters/postgres/price-store.ts';
import type { AppServices } from '../http/services.ts';
import { startRecountingChats } from '../workers/recount-chats.ts';
import type { OwnNode } from './own-node.ts';
import type { Stores } from './stores.ts';
import { sha256, systemClock, systemRandom, systemTimers } from './system.ts';

export type ChatServices = Pick<AppServices, 'chats' | 'prices' | 'aiBudgets' | 'authors' | 'overview' | 'chatAudit' | 'sha256'>;

const limits: LaneLimits = { maxBatch: 500, maxQueued: 20_000, maxInFlight: 2, deadlineMs: 10_000, backoffMs: { first: 50, max: 1_000 } };

export interface ChatParts {
  readonly node: OwnNode;
  readonly stores: Pick<Stores, 'leases'>;
  readonly database: Pick<Database, 'pool' | 'url'>;
  /** Closed after the chats: paid messages wait in it. */
  readonly ledger: PaidChatLedger;
}

/** The chats of this server, with connections of their own, as many lanes as the ledger has. */
export function createChats({ node, stores: { leases }, database: { pool, url }, ledger }: ChatParts) {
  const { log, self, settings: { SORA_LEDGER_LANES: count } } = node;
  const lanePool = createLanePool({ url, applicationName: 'sora chats', max: limits.maxInFlight });
  const chats = postgresChatStore({ pool, lanePool, clock: systemClock, timers: systemTimers, random: systemRandom, sha256, lanes: { count, limits }, ledger });
  const audit = postgresChatAudit(pool);
  const services: ChatServices = { chats, prices: postgresPriceStore(pool), aiBudgets: postgresAiBudgetStore(pool), authors: postgresAuthorLog(pool), overview: postgresChatOverview(pool), chatAudit: audit, sha256 };
  let recounting: { stop(): Promise<void> } | undefined;
  return {
    services,
    /** Starts what runs all the time. */
    start(): void {
      recounting = startRecountingChats({ audit, leases, holder: self().id, log });
    },
    /** Ends it, answers every message that waits, then closes its connections. */
    async close(): Promise<void> {
      await recounting?.stop();
      await chats.close();
      await lanePool.end();
    },
  };
}
