import { type Clock, type LaneLimits, type LinkedGroup, type Operation } from '@sora/core';
import { seededRandom } from '@sora/core/testing';
import type { Pool } from 'pg';
import { sha256, systemClock, systemTimers } from '../../../../compose/system.ts';
import type { TestDatabase } from '../../../../testing/test-database.ts';
import { postgresLedgerStore, type PostgresLedgerStore } from '../../ledger-store.ts';
import type { Companion } from '../companion.ts';
import { createLanePool } from '../lane-pool.ts';
import { type Tap, tappedPool } from './tapped-pool.ts';

/** One server's ledger on a test database, with a lane pool of its own. */
export interface TestLedger<Rider, Answer> extends AsyncDisposable {
  readonly store: PostgresLedgerStore<Rider, Answer>;
  readonly lanePool: Pool;
}

export interface TestLedgerOptions<Rider, Answer> {
  readonly lanes?: number;
  readonly limits?: Partial<LaneLimits>;
  readonly companion?: Companion<Rider, Answer>;
  readonly statementTimeoutMs?: number;
  /** What the statements of batches go through. */
  readonly tap?: Tap;
  readonly clock?: Clock;
}

const defaultLimits: LaneLimits = { maxBatch: 500, maxQueued: 20_000, maxInFlight: 2, deadlineMs: 20_000, backoffMs: { first: 10, max: 500 } };

export function openTestLedger<Rider = never, Answer = never>({ url, pool }: Pick<TestDatabase, 'url' | 'pool'>, options: TestLedgerOptions<Rider, Answer> = {}): TestLedger<Rider, Answer> {
  const limits = { ...defaultLimits, ...options.limits };
  const lanePool = createLanePool({ url, applicationName: 'sora test lanes', max: limits.maxInFlight, ...(options.statementTimeoutMs !== undefined && { statementTimeoutMs: options.statementTimeoutMs }) });
  const settings = { pool, lanePool: options.tap === undefined ? lanePool : tappedPool(lanePool, options.tap), clock: options.clock ?? systemClock, timers: systemTimers, random: seededRandom(1), sha256, lanes: { count: options.lanes ?? 2, limits } };
  const companion = options.companion ?? { vote: async () => [], write: async () => [] };
  const store = postgresLedgerStore<Rider, Answer>(settings, companion);
  return {
    store, lanePool,
    async [Symbol.asyncDispose]() {
      await store.close();
      await lanePool.end();
    },
  };
}

export const wallet = (owner: string): string => `user:USD:${owner}`;

/** A payment between two wallets of the tenant `main`. */
export function pay(key: string, from: string, to: string, amountMinor = 1n): LinkedGroup {
  const operation: Operation = { kind: 'transfer', key, payer: wallet(from), payee: wallet(to), amountMinor };
  return { tenant: 'main', operations: [operation] };
}

/** Opens wallets and gives each of them the same sum, paid in by a clearing account. */
export async function fund({ store }: Pick<TestLedger<never, never>, 'store'>, owners: readonly string[], amountMinor = 1_000n): Promise<void> {
  await store.open('main', { kind: 'clearing', unit: 'USD', owner: 'bank' });
  await Promise.all(owners.map((owner) => store.open('main', { kind: 'user', unit: 'USD', owner })));
  await Promise.all(owners.map((owner) => store.submit({
    tenant: 'main', operations: [{ kind: 'transfer', key: `fund ${owner}`.replace(' ', '-'), payer: 'clearing:USD:bank', payee: wallet(owner), amountMinor }],
  })));
}

/** What is wrong with the books, by the rows alone: sums, running balances, gaps in postings and lanes. Empty is right. */
export async function wrongInBooks(pool: Pool): Promise<readonly Record<string, unknown>[]> {
  return (await pool.query<Record<string, unknown>>(booksSql)).rows;
}

const booksSql = `
  with leg as (
    select tenant, payer as account, payer_posting as posting, payer_balance as balance, payer_held as held,
      case when payee_posting is null then 0 else -amount end as change from transfer
    union all
    select tenant, payee, payee_posting, payee_balance, payee_held, amount from transfer where payee_posting is not null
  ), summed as (
    select tenant, account, count(*) as postings, sum(change) as balance, max(posting) as latest from leg group by tenant, account
  ), running as (
    select *, sum(change) over (partition by tenant, account order by posting) as expected from leg
  )
  select 'account' as wrong, a.account, a.balance, s.balance as expected from account a left join summed s using (tenant, account)
  where a.balance <> coalesce(s.balance, 0) or a.postings <> coalesce(s.postings, 0) or a.postings <> coalesce(s.latest, 0)
  union all select 'running balance', account, balance, expected from running where balance <> expected
  union all select 'lane', lane::text, seq, booked from lane join lateral (
    select count(*) as booked, coalesce(max(t.seq), 0) as last from transfer t where t.tenant = lane.tenant and t.lane = lane.lane) as t on true
  where seq <> booked or seq <> last
  union all select 'open holds', null, count(*), (select count(*) from transfer h where h.kind = 'hold' and not exists (
    select 1 from transfer r where r.tenant = h.tenant and r.payer = h.payer and r.hold_key = h.key)) from open_hold
  having count(*) <> (select count(*) from transfer h where h.kind = 'hold' and not exists (
    select 1 from transfer r where r.tenant = h.tenant and r.payer = h.payer and r.hold_key = h.key))`;

/** Removes every account and all that ever happened. */
export async function emptyLedger(pool: Pool): Promise<void> {
  await pool.query('truncate account, lane, transfer, refusal, open_hold, conflict, event');
}
