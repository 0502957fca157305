import type { LaneLimits } from '../../packages/core/src/lanes/lanes.ts';
import { createLanePool } from '../../packages/server/src/adapters/postgres/ledger/lane-pool.ts';
import { postgresLedgerStore } from '../../packages/server/src/adapters/postgres/ledger-store.ts';
import { migrate } from '../../packages/server/src/adapters/postgres/migrate.ts';
import { migrationsFolder, readMigrations } from '../../packages/server/src/adapters/postgres/migration-files.ts';
import { createPool } from '../../packages/server/src/adapters/postgres/pool.ts';
import { sha256, systemClock, systemRandom, systemTimers } from '../../packages/server/src/compose/system.ts';
import type { Pool } from 'pg';
import { type Contestant, openingMinor, type Payment } from './contestant.ts';

export const laneCount = Number(process.env['LANES'] ?? 2);
export const limits: LaneLimits = { maxBatch: Number(process.env['BATCH'] ?? 500), maxQueued: 50_000, maxInFlight: Number(process.env['INFLIGHT'] ?? 2), deadlineMs: 10_000, backoffMs: { first: 10, max: 1_000 } };

/** SORA's ledger, as the server sets it up. */
export async function oursLedger(url: string, accounts: readonly string[]): Promise<Contestant> {
  await migrate(url, await readMigrations(migrationsFolder));
  const pool = createPool({ url, applicationName: 'sora bench', max: 4 });
  const lanePool = createLanePool({ url, applicationName: 'sora bench lanes', max: limits.maxInFlight });
  const store = postgresLedgerStore({ pool, lanePool, clock: systemClock, timers: systemTimers, random: systemRandom, sha256, lanes: { count: laneCount, limits } });
  await fund(pool, accounts);
  return {
    callers: 2 * limits.maxBatch,
    async pay({ key, payer, payee }: Payment) {
      const outcome = await store.submit({ tenant: 'main', operations: [{ kind: 'transfer', key, payer, payee, amountMinor: 1n }] });
      if (outcome.kind !== 'posted') throw new Error(`A payment was ${outcome.kind}.`);
    },
    check: (payments) => checkBooks(pool, payments),
    async [Symbol.asyncDispose]() {
      await store.close();
      await Promise.all([pool.end(), lanePool.end()]);
    },
  };
}

/** Opening balances without a history, so that a run of any length starts from the same tables. */
async function fund(pool: Pool, accounts: readonly string[]): Promise<void> {
  await pool.query(`insert into account (tenant, account, unit, balance, checksum, floor) select 'main', account, 'USD', $2, $2, 0 from unnest($1::text[]) as a (account)`, [accounts, openingMinor]);
  await pool.query('vacuum analyze account');
}

async function checkBooks(pool: Pool, payments: number): Promise<void> {
  const { rows: [books] } = await pool.query<{ sum: string; transfers: string; wrong: string }>(`
    select (select sum(balance) - $1 * count(*) from account) as sum, (select count(*) from transfer) as transfers, (
      select count(*) from account a left join (
        select account, sum(change) as change, count(*) as postings from (
          select payer as account, -amount as change from transfer union all select payee, amount from transfer) as leg group by account) s using (account)
      where a.balance <> $1 + coalesce(s.change, 0) or a.postings <> coalesce(s.postings, 0)) as wrong`, [openingMinor]);
  const expected = { sum: '0', transfers: String(payments), wrong: '0' };
  if (JSON.stringify(books) !== JSON.stringify(expected)) throw new Error(`The books of the ledger are wrong: ${JSON.stringify(books)} instead of ${JSON.stringify(expected)}.`);
}
