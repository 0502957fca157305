import type { Pool } from 'pg';
import { migrate } from '../../packages/server/src/adapters/postgres/migrate.ts';
import { migrationsFolder, readMigrations } from '../../packages/server/src/adapters/postgres/migration-files.ts';
import { createPool } from '../../packages/server/src/adapters/postgres/pool.ts';
import { createLedger } from '../../packages/server/src/compose/ledger.ts';
import { readSettings } from '../../packages/server/src/settings.ts';
import { type Contestant, openingMinor, type Payment } from './contestant.ts';

/** SORA's ledger, as a server without settings has it. */
export async function oursLedger(url: string, accounts: readonly string[]): Promise<Contestant> {
  await migrate(url, await readMigrations(migrationsFolder));
  const pool = createPool({ url, applicationName: 'sora bench', max: 4 });
  const { store, close } = createLedger({ pool, url }, readSettings({}));
  await fund(pool, accounts);
  return {
    // Four times the largest batch: the next ones always wait.
    callers: 8_000,
    async pay({ key, payer, payee }: Payment) {
      const outcome = await store.submit({ tenant: 'main', operations: [{ kind: 'transfer', key, payer, payee, amountMinor: 1n }] });
      if (outcome.kind !== 'posted') throw new Error(`A payment was ${outcome.kind}.`);
    },
    check: (payments) => checkBooks(pool, payments),
    async [Symbol.asyncDispose]() {
      await close();
      await pool.end();
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
