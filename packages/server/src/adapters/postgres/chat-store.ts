import { type ChatChange, type ChatStore, type Clock, createLanes, type LaneLimits, laneOf, type Random, requireValidSend, type Send, type SendOutcome, type Sha256, type Timers } from '@sora/core';
import type { Pool } from 'pg';
import { chatAnnouncer } from './chats/announcer.ts';
import { applySends } from './chats/apply-sends.ts';
import { postgresBans } from './chats/bans.ts';
import { eraseContents } from './chats/erase-contents.ts';
import { postgresMembersAmong } from './chats/members-among.ts';
import { postgresChats } from './chats/read-chats.ts';
import { postgresCursors } from './chats/read-cursors.ts';
import { postgresEntries } from './chats/read-entries.ts';
import { postgresMembers } from './chats/read-members.ts';
import { type PaidChatLedger, sendPaid } from './chats/send-paid.ts';
import { classifyBatchError } from './ledger/classify.ts';

export interface ChatStoreSettings {
  /** For everything but batches. */
  readonly pool: Pool;
  /** For batches, from `createLanePool`: at least `lanes.limits.maxInFlight` connections, which are not waited for. */
  readonly lanePool: Pick<Pool, 'connect'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly sha256: Sha256;
  readonly lanes: {
    /** Lanes of each tenant; a chat is always in the same one. */
    readonly count: number;
    readonly limits: LaneLimits;
  };
  /** Books the payments of paid messages, with `chatCompanion` beside it. */
  readonly ledger: PaidChatLedger;
}

/** Chats in PostgreSQL. */
export interface PostgresChatStore extends ChatStore {
  /** Unpaid sends that wait; paid ones wait in the ledger. */
  readonly queued: number;
  /** Takes no more sends, and waits until each has its answer. The pools and the ledger stay open. */
  close(): Promise<void>;
}

export function postgresChatStore(settings: ChatStoreSettings): PostgresChatStore {
  const { pool, sha256, lanes: { count, limits } } = settings;
  const { announce, settle } = chatAnnouncer(pool);
  const lanes = createLanes<Send, SendOutcome>({
    ...settings,
    limits,
    apply: async (lane, sends) => {
      const { outcomes, chats } = await applySends(settings, tenantOf(lane), sends);
      announce(chats.map(headOf));
      return outcomes;
    },
    classify: classifyBatchError,
  });
  return {
    ...postgresChats(pool),
    ...postgresMembers(pool),
    ...postgresMembersAmong(pool),
    ...postgresBans(pool),
    ...postgresEntries(pool, sha256),
    ...postgresCursors(pool),
    async send(send, options) {
      requireValidSend(send);
      return await lanes.submit(`${send.tenant}/${laneOf(send.chat, count)}`, send, options);
    },
    async sendPaid(paid, options) {
      requireValidSend(paid.send);
      const outcome = await sendPaid(settings, paid, options);
      if (outcome.kind === 'written') announce([{ tenant: paid.send.tenant, chat: paid.send.chat, lastSeq: outcome.entry.seq }]);
      return outcome;
    },
    eraseContents: (tenant, userId, limit) => eraseContents(pool, { tenant, userId, limit }),
    get queued() { return lanes.queued; },
    async close() {
      await lanes.close();
      await settle();
    },
  };
}

function tenantOf(lane: string): string {
  return lane.slice(0, lane.lastIndexOf('/'));
}

function headOf({ tenant, id, lastSeq }: ChatChange['chats'][number]) {
  return { tenant, chat: id, lastSeq };
}
