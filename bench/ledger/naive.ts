import { readFile } from 'node:fs/promises';
import type { Pool, PoolClient } from 'pg';
import { createPool } from '../../packages/server/src/adapters/postgres/pool.ts';
import { type Contestant, openingMinor, type Payment } from './contestant.ts';

const connections = 16;

/** The peer: one transaction a payment, on sixteen connections, each statement prepared once. */
export async function naiveLedger(url: string, accounts: readonly string[]): Promise<Contestant> {
  const pool = createPool({ url, applicationName: 'sora bench naive', max: connections });
  await pool.query(await readFile(new URL('naive.sql', import.meta.url), 'utf8'));
  await pool.query('insert into naive_account (account, balance) select account, $2 from unnest($1::text[]) as a (account)', [accounts, openingMinor]);
  await pool.query('vacuum analyze naive_account');
  return {
    callers: connections,
    pay: (payment) => transact(pool, payment),
    check: (payments) => checkBooks(pool, payments, accounts.length),
    [Symbol.asyncDispose]: () => pool.end(),
  };
}

const statements = {
  key: 'insert into naive_transfer (key, payer, payee, amount) values ($1, $2, $3, $4)',
  lock: 'select balance from naive_account where account = $1 for update',
  move: 'update naive_account set balance = $2 where account = $1',
  entries: 'insert into naive_entry (account, key, change, balance_after) values ($1, $2, $3, $4), ($5, $2, $6, $7)',
};

async function transact(pool: Pool, payment: Payment): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await book(client, payment);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

async function book(client: PoolClient, { key, payer, payee }: Payment): Promise<void> {
  const run = (name: keyof typeof statements, values: readonly unknown[]) => client.query<{ balance: string }>({ name, text: statements[name], values: [...values] });
  await run('key', [key, payer, payee, 1]);
  const balances = new Map<string, bigint>();
  for (const account of [payer, payee].toSorted()) balances.set(account, BigInt((await run('lock', [account])).rows[0]?.balance ?? -1));
  const [ofPayer, ofPayee] = [(balances.get(payer) ?? 0n) - 1n, (balances.get(payee) ?? 0n) + 1n];
  if (ofPayer < 0n) throw new Error('The account does not hold enough.');
  await run('move', [payer, ofPayer]);
  await run('move', [payee, ofPayee]);
  await run('entries', [payer, key, -1, ofPayer, payee, 1, ofPayee]);
}

async function checkBooks(pool: Pool, payments: number, accounts: number): Promise<void> {
  const { rows: [books] } = await pool.query<{ sum: string; transfers: string; wrong: string }>(`
    select (select sum(balance) from naive_account) as sum, (select count(*) from naive_transfer) as transfers, (
      select count(*) from naive_account a left join (select account, sum(change) as change from naive_entry group by account) e using (account)
      where a.balance <> $1 + coalesce(e.change, 0)) as wrong`, [openingMinor]);
  const expected = { sum: String(openingMinor * accounts), transfers: String(payments), wrong: '0' };
  if (JSON.stringify(books) !== JSON.stringify(expected)) throw new Error(`The books of the naive ledger are wrong: ${JSON.stringify(books)} instead of ${JSON.stringify(expected)}.`);
}
