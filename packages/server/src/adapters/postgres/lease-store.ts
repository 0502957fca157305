import type { Lease, LeaseStore } from '@sora/core';
import { changedCount, fromEpochMs, intervalOf, type Queryable, selectOne, toEpochMs } from './query.ts';

/** Rows stay after a release: the token must go on growing. */
export function postgresLeaseStore(db: Queryable): LeaseStore {
  return {
    async acquire({ name, holder, durationMs }) {
      const row = await selectOne<LeaseRow>(db, acquireSql, [name, holder, durationMs]);
      return row && leaseOf(row);
    },
    async renew({ name, holder, fencingToken }, durationMs) {
      const row = await selectOne<LeaseRow>(db, renewSql, [name, holder, fencingToken, durationMs]);
      return row && leaseOf(row);
    },
    async release({ name, holder, fencingToken }) {
      await changedCount(db, releaseSql, [name, holder, fencingToken]);
    },
  };
}

/**
 * True while nobody took the lease over; then nobody can before this transaction ends. Ask it last: whoever wants the lease waits meanwhile.
 * @param tx a client inside a transaction
 */
export async function holdsFence(tx: Queryable, { name, holder, fencingToken }: Lease): Promise<boolean> {
  return (await changedCount(tx, 'select 1 from lease where name = $1 and holder = $2 and fencing_token = $3 for share', [name, holder, fencingToken])) === 1;
}

interface LeaseRow {
  readonly name: string;
  readonly holder: string;
  readonly fencing_token: string;
  readonly expires_at_ms: number;
}

const columns = `name, holder, fencing_token, ${toEpochMs('expires_at')} as expires_at_ms`;
const prolonged = (parameter: string) => `clock_timestamp() + ${intervalOf(parameter)}`;

const acquireSql = `
  insert into lease (name, holder, fencing_token, expires_at)
  values ($1, $2, 1, ${prolonged('$3')})
  on conflict (name) do update set
    holder = excluded.holder,
    fencing_token = lease.fencing_token + case when lease.expires_at > clock_timestamp() then 0 else 1 end,
    expires_at = excluded.expires_at
  where lease.holder = excluded.holder or lease.expires_at <= clock_timestamp()
  returning ${columns}`;

const renewSql = `
  update lease set expires_at = ${prolonged('$4')}
  where name = $1 and holder = $2 and fencing_token = $3 and expires_at > clock_timestamp()
  returning ${columns}`;

const releaseSql = `
  update lease set expires_at = ${fromEpochMs('0')} where name = $1 and holder = $2 and fencing_token = $3`;

function leaseOf(row: LeaseRow): Lease {
  return { name: row.name, holder: row.holder, fencingToken: BigInt(row.fencing_token), expiresAtMs: row.expires_at_ms };
}
