import { Client } from 'pg';

/** One row of the ledger, as far as payers know of it. */
export interface BookedPayment {
  readonly payer: string;
  readonly payee: string;
  readonly key: string;
  readonly amountMinor: bigint;
  readonly posting: number;
}

/** What the database says, read past the server. */
export interface Books {
  readonly payments: ReadonlyMap<string, BookedPayment>;
  readonly refusals: ReadonlyMap<string, string>;
  /** Of all balances by unit; 0 each when no money was made or lost. */
  readonly sums: readonly { readonly unit: string; readonly sum: string }[];
  /** Accounts whose row differs from the sum of their postings. */
  readonly inconsistentAccounts: number;
  readonly brokenFloors: number;
  /** Accounts whose posting numbers have a gap or a repeat. */
  readonly postingGaps: number;
  /** Since the statistics of this database began. */
  readonly deadlocks: number;
}

export async function readBooks(url: string): Promise<Books> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: payments } = await client.query<{ payer: string; payee: string; key: string; amount: string; payer_posting: string }>(`select payer, payee, key, amount, payer_posting from transfer where tenant = 'main' and kind = 'transfer'`);
    const { rows: refusals } = await client.query<{ payer: string; key: string; code: string }>(`select payer, key, code from refusal where tenant = 'main'`);
    const { rows: sums } = await client.query<{ unit: string; sum: string }>('select unit, sum(balance)::text as sum from account group by unit order by unit');
    return {
      payments: new Map(payments.map((row) => [paymentName(row), { payer: row.payer, payee: row.payee, key: row.key, amountMinor: BigInt(row.amount), posting: Number(row.payer_posting) }])),
      refusals: new Map(refusals.map((row) => [paymentName(row), row.code])),
      sums,
      inconsistentAccounts: await count(client, inconsistentSql),
      brokenFloors: await count(client, 'select count(*)::int as count from account where floor is not null and not frozen and balance - held < floor'),
      postingGaps: await count(client, gapsSql),
      deadlocks: await count(client, 'select deadlocks::int as count from pg_stat_database where datname = current_database()'),
    };
  } finally {
    await client.end();
  }
}

export function paymentName({ payer, key }: { readonly payer: string; readonly key: string }): string {
  return `${payer} ${key}`;
}

async function count(client: Client, sql: string): Promise<number> {
  return (await client.query<{ count: number }>(sql)).rows[0]?.count ?? -1;
}

const postings = `
  select tenant, payer as account, payer_posting as number, case when kind in ('transfer', 'post') then -amount else 0 end as change from transfer
  union all select tenant, payee, payee_posting, amount from transfer where payee_posting is not null`;

const inconsistentSql = `
  select count(*)::int as count from account left join (select tenant, account, sum(change) as sum, count(*) as postings from (${postings}) as posting group by 1, 2) as added using (tenant, account)
  where account.balance <> coalesce(added.sum, 0) or account.postings <> coalesce(added.postings, 0)`;

const gapsSql = `select count(*)::int as count from (select tenant, account from (${postings}) as posting group by 1, 2 having count(distinct number) <> count(*) or max(number) <> count(*)) as gap`;
