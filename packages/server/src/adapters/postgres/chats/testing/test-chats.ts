import { entryDigestOf, genesisDigest, type LaneLimits, type PaidSend, paymentOf, type Send, type SendOutcome } from '@sora/core';
import { seededRandom } from '@sora/core/testing';
import type { Pool } from 'pg';
import { sha256, systemClock, systemTimers } from '../../../../compose/system.ts';
import type { TestDatabase } from '../../../../testing/test-database.ts';
import { postgresChatStore, type PostgresChatStore } from '../../chat-store.ts';
import { createLanePool } from '../../ledger/lane-pool.ts';
import { type Tap, tappedPool } from '../../ledger/testing/tapped-pool.ts';
import { emptyLedger, wallet } from '../../ledger/testing/test-ledger.ts';
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

export const salt = '0'.repeat(32);

/** A message in the chat `c` of the tenant `main`. */
export function message(userId: string, installSeq: number, text = `${userId} ${installSeq}`, chat = 'c'): Send & { readonly kind: 'message' } {
  return { kind: 'message', tenant: 'main', chat, userId, install: 'phone', installSeq, content: { text, salt } };
}

/** The same with its price: one cent for the house, from the wallet of its sender. */
export function paid(send: Send & { readonly kind: 'message' }): PaidSend {
  const price = { unit: 'USD', amountMinor: 1n, feeMinor: 0n, payee: { kind: 'house', owner: 'chats' }, feeAccount: 'fees' } as const;
  return { send, group: paymentOf({ send, price }, sha256) };
}

/** Makes chats that all of these users are in, each with a wallet of a hundred dollars. */
export async function openChats({ store, ledger }: TestChats, chats: readonly string[], users: readonly string[]): Promise<void> {
  for (const id of chats) await store.create({ tenant: 'main', id, kind: 'group', owner: 'olga' });
  for (const chat of chats) for (const userId of users) await store.admit('main', chat, { userId, role: 'member' });
  await ledger.open('main', { kind: 'house', unit: 'USD', owner: 'chats' });
  await ledger.open('main', { kind: 'clearing', unit: 'USD', owner: 'bank' });
  await Promise.all(users.map(async (owner) => {
    await ledger.open('main', { kind: 'user', unit: 'USD', owner });
    await ledger.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: `fund-${owner}`, payer: 'clearing:USD:bank', payee: wallet(owner), amountMinor: 10_000n }] });
  }));
}

/** What is wrong with the chats by their rows alone; empty is right. */
export async function wrongInChats({ store }: Pick<TestChats, 'store'>, pool: Pool): Promise<readonly unknown[]> {
  const wrong: unknown[] = (await pool.query(wrongSql)).rows;
  for (const { id } of await store.chats({ tenant: 'main', prefix: '', limit: 1_000 })) {
    let digest = genesisDigest;
    for (const entry of await store.range({ tenant: 'main', chat: id, fromSeq: 1, toSeq: Number.MAX_SAFE_INTEGER, limit: 100_000 })) {
      digest = entryDigestOf(entry, digest, sha256);
      if (digest !== entry.digest) wrong.push({ wrong: 'digest', chat: id, seq: entry.seq });
    }
    if ((await store.chat('main', id))?.digest !== digest) wrong.push({ wrong: 'digest of the head', chat: id });
  }
  return wrong;
}

const wrongSql = `
  select 'head' as wrong, c.chat, c.last_seq, e.entries, e.last, c.messages, e.messages as expected
  from chat c cross join lateral (
    select count(*) as entries, coalesce(max(seq), 0) as last, coalesce(sum(case kind when 'message' then 1 when 'delete' then -1 else 0 end), 0) as messages
    from entry where tenant = c.tenant and chat = c.chat) as e
  where c.last_seq <> e.entries or c.last_seq <> e.last or c.messages <> e.messages
  union all
  select 'versions', chat, target, count(*), max(version), 0, 0 from entry where target is not null group by chat, target having count(*) + 1 <> max(version)
  union all
  select 'paid apart', chat, seq, 0, 0, 0, 0 from entry e where payment_key is not null and not exists (select 1 from transfer t where t.tenant = e.tenant and t.key = e.payment_key)
  union all
  select 'paid apart', payer, 0, 0, 0, 0, 0 from transfer t where key like 'sora:message:%' and not exists (select 1 from entry e where e.tenant = t.tenant and e.payment_key = t.key)`;
