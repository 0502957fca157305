import { type LedgerStore, postingsOf, type Transfer } from '@sora/core';
import { type Queryable, selectAll, selectOne, toEpochMs } from '../query.ts';
import { refusalOf, type RefusalRow, transferOf, type TransferRow } from './rows.ts';

interface Found {
  readonly transfer: TransferRow;
}

// What an account paid and what it received are two indexes; each gives its newest, and the newest of both are the page.
export const postingsSql = `
  select transfer_json(t) as transfer from (
    (select t, payer_posting as posting from transfer t where tenant = $1 and payer = $2 and payer_posting > 0 and payer_posting < $3 order by payer_posting desc limit $4)
    union all
    (select t, payee_posting from transfer t where tenant = $1 and payee = $2 and payee_posting < $3 order by payee_posting desc limit $4)
  ) as legs order by posting desc limit $4`;

export const transferSql = 'select transfer_json(t) as transfer from transfer t where tenant = $1 and payer = $2 and key = $3';

// For a person who searches. Where the payer is known, one look-up, since `$4 is null` is looked at before it is planned; else one an account: an
// index of keys alone would answer at once, and every payment would pay for it.
export const underKeySql = `
  select found.transfer, found.refusal from account a cross join lateral (
    select t.at, transfer_json(t) as transfer, null::json as refusal from transfer t where t.tenant = $1 and t.payer = a.account and t.key = $2
    union all
    select r.at, null, refusal_json(r) from refusal r where r.tenant = $1 and r.payer = a.account and r.key = $2
  ) as found where a.tenant = $1 and ($4::text is null or a.account = $4) order by found.at desc, a.account limit $3`;

export const openHoldsSql = `
  select transfer_json(t) as transfer, ${toEpochMs('o.expires_at')} as expires_at_ms
  from open_hold o join transfer t on t.tenant = o.tenant and t.payer = o.payer and t.key = o.key
  where o.tenant = $1 and o.payer = $2 order by o.expires_at, o.key limit $3`;

// For the clock's own work, which serves every tenant.
export const timedOutHoldsSql = `
  select transfer_json(t) as transfer
  from (select * from open_hold where expires_at <= clock_timestamp() order by expires_at limit $1) as o
  join transfer t on t.tenant = o.tenant and t.payer = o.payer and t.key = o.key order by o.expires_at`;

const firstEver = '9223372036854775807';

/** Everything about transfers that needs no lane. */
export function postgresTransfers(db: Queryable): Pick<LedgerStore, 'postings' | 'transfer' | 'underKey' | 'openHolds' | 'timedOutHolds'> {
  return {
    async postings({ tenant, account, limit, beforePosting }) {
      const rows = await selectAll<Found>(db, postingsSql, [tenant, account, beforePosting ?? firstEver, limit]);
      return rows.flatMap((row) => postingsOf(found(row), account));
    },
    async transfer(tenant, payer, key) {
      const row = await selectOne<Found>(db, transferSql, [tenant, payer, key]);
      return row && found(row);
    },
    async underKey({ tenant, key, payer, limit }) {
      const rows = await selectAll<{ readonly transfer: TransferRow | null; readonly refusal: RefusalRow | null }>(db, underKeySql, [tenant, key, limit, payer ?? null]);
      return {
        transfers: rows.flatMap(({ transfer }) => (transfer === null ? [] : [transferOf(transfer)])),
        refusals: rows.flatMap(({ refusal }) => (refusal === null ? [] : [refusalOf(tenant, refusal)])),
      };
    },
    async openHolds({ tenant, payer, limit }) {
      const rows = await selectAll<Found & { readonly expires_at_ms: number }>(db, openHoldsSql, [tenant, payer, limit]);
      return rows.map((row) => ({ hold: found(row), expiresAtMs: row.expires_at_ms }));
    },
    timedOutHolds: async (limit) => (await selectAll<Found>(db, timedOutHoldsSql, [limit])).map(found),
  };
}

function found({ transfer }: Found): Transfer {
  return transferOf(transfer);
}
