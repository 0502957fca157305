import type { AccountCursor, Comparison, Inconsistency, LedgerAudit, LedgerSnapshot } from '@sora/core';
import type { Pool, PoolClient } from 'pg';
import { mapDatabaseError } from './database-error.ts';
import { correctAccount } from './ledger-audit-correct.ts';
import { postgresLedgerSnapshot } from './ledger-audit-walk.ts';
import { accountOf, type AccountRow } from './ledger/rows.ts';
import { type Queryable, selectAll } from './query.ts';
import { inTransaction } from './transaction.ts';

export function postgresLedgerAudit(pool: Pick<Pool, 'connect' | 'query'>): LedgerAudit {
  return {
    compare: (after, limit) => compare(pool, after, limit),
    correct: (account) => inTransaction(pool, (tx) => correctAccount(tx, account)),
    inSnapshot: (work) => inSnapshot(pool, work),
  };
}

interface ComparedRow {
  readonly account: AccountRow;
  readonly differs: boolean;
  readonly balance: string;
  readonly held: string;
  readonly postings: string;
  readonly compared: number;
}

// Two index probes an account: the latest it paid and the latest it received. Answers those that differ, and the last one as the cursor.
const compareSql = `
  with page as (
    select a.*, row_number() over (order by tenant, account) as place, count(*) over () as compared
    from (select * from account where $1::text is null or (tenant, account) > ($1, $2) order by tenant, account limit $3) as a
  ), beside as (
    select a.tenant, a.account, a.place, a.compared::int, coalesce(latest.balance, 0) as balance, coalesce(latest.held, 0) as held, coalesce(latest.posting, 0) as postings,
      (a.balance, a.held, a.postings) is distinct from (coalesce(latest.balance, 0), coalesce(latest.held, 0), coalesce(latest.posting, 0))
        or a.checksum <> (a.balance # a.held # a.postings) as differs
    from page a left join lateral (
      select * from (
        (select payer_posting as posting, payer_balance as balance, payer_held as held from transfer t
          where t.tenant = a.tenant and t.payer = a.account and payer_posting > 0 order by payer_posting desc limit 1)
        union all
        (select payee_posting, payee_balance, payee_held from transfer t
          where t.tenant = a.tenant and t.payee = a.account and payee_posting is not null order by payee_posting desc limit 1)
      ) as legs order by posting desc limit 1
    ) as latest on true
  )
  select account_json(a) as account, differs, b.balance::text, b.held::text, b.postings::text, compared
  from beside b join account a on a.tenant = b.tenant and a.account = b.account
  where differs or place = compared order by place`;

async function compare(db: Queryable, after: AccountCursor | undefined, limit: number): Promise<Comparison> {
  const rows = await selectAll<ComparedRow>(db, compareSql, [after?.tenant ?? null, after?.id ?? null, limit]);
  const last = rows.at(-1);
  const compared = last?.compared ?? 0;
  const next = last === undefined || compared < limit ? undefined : { tenant: last.account.tenant, id: last.account.account };
  return { inconsistent: rows.filter(({ differs }) => differs).map(inconsistencyOf), compared, next };
}

function inconsistencyOf({ account, balance, held, postings }: ComparedRow): Inconsistency {
  return { tenant: account.tenant, account: accountOf(account), expected: { balanceMinor: BigInt(balance), heldMinor: BigInt(held), postings: Number(postings) } };
}

/** The connection is not used again when the work failed: it may be in the middle of a reading. */
async function inSnapshot<Result>(pool: Pick<Pool, 'connect'>, work: (snapshot: LedgerSnapshot) => Promise<Result>): Promise<Result> {
  const client = await pool.connect().catch((error: unknown) => { throw mapDatabaseError(error); });
  let isSound = false;
  try {
    await begin(client);
    const result = await work(postgresLedgerSnapshot(client));
    await client.query('commit');
    isSound = true;
    return result;
  } catch (error) {
    throw mapDatabaseError(error);
  } finally {
    client.release(!isSound);
  }
}

/** A walk lasts longer than statements may, and its sort is worth more memory than one. */
async function begin(client: PoolClient): Promise<void> {
  await client.query('begin isolation level repeatable read read only');
  await client.query(`set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local work_mem = '64MB'`);
}
