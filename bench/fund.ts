import { createPool } from '../packages/server/src/adapters/postgres/pool.ts';
import { createLedger } from '../packages/server/src/compose/ledger.ts';
import { readSettings } from '../packages/server/src/settings.ts';

/** Pays every opening balance. It has no floor. */
export const issuer = 'clearing:USD:opening';

const atOnce = 2_000;

/**
 * Opening balances with a history, for benchmarks of a whole server: it looks for balances that are not the sum of their postings, and would
 * freeze these accounts in the middle of a run. The database is a migrated one.
 */
export async function fund(url: string, accounts: readonly string[], amountMinor: number): Promise<void> {
  const pool = createPool({ url, applicationName: 'sora bench', max: 2 });
  await pool.query(`insert into account (tenant, account, unit, floor) select 'main', account, 'USD', case when account <> $1 then 0 end from unnest($2::text[]) as a (account)`, [issuer, [issuer, ...accounts]]);
  const { store, close } = createLedger({ pool, url }, readSettings({}));
  for (let from = 0; from < accounts.length; from += atOnce) {
    await Promise.all(accounts.slice(from, from + atOnce).map(async (payee) => {
      const outcome = await store.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: `opening-${payee}`, payer: issuer, payee, amountMinor: BigInt(amountMinor) }] });
      if (outcome.kind !== 'posted') throw new Error(`An opening balance was ${outcome.kind}.`);
    }));
  }
  await close();
  await pool.query('vacuum analyze account, transfer');
  await pool.end();
}
