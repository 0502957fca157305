import { invariant, type UserSession, type UserSessionStore } from '@sora/core';
import { changedCount, intervalOf, type Queryable, selectOne, toEpochMs } from './query.ts';

export function postgresUserSessionStore(db: Queryable): UserSessionStore {
  return {
    async create({ id, tenant, userId, install, secretHash, validMs }) {
      const row = await selectOne<SessionRow>(db, createSql, [id, tenant, userId, install ?? null, Buffer.from(secretHash), validMs]);
      invariant(row !== undefined, 'an insert without a condition returns its row');
      return sessionOf(row);
    },
    async find(id) {
      const row = await selectOne<SessionRow>(db, findSql, [id]);
      return row && sessionOf(row);
    },
    end: async (tenant, id) => (await changedCount(db, 'delete from user_session where tenant = $1 and id = $2', [tenant, id])) > 0,
    expire: (limit) => changedCount(db, expireSql, [limit]),
    async keepKey(candidate) {
      await changedCount(db, 'insert into user_session_key (key) values ($1) on conflict do nothing', [Buffer.from(candidate)]);
      const row = await selectOne<{ readonly key: Buffer }>(db, 'select key from user_session_key');
      invariant(row !== undefined, 'the key is there once it was offered');
      return new Uint8Array(row.key);
    },
  };
}

interface SessionRow {
  readonly id: string;
  readonly tenant: string;
  readonly user_id: string;
  readonly install: string | null;
  readonly secret_hash: Buffer;
  readonly created_ms: number;
  readonly expires_ms: number;
}

const columns = `id, tenant, user_id, install, secret_hash, ${toEpochMs('created_at')} as created_ms, ${toEpochMs('expires_at')} as expires_ms`;

// Whole milliseconds, so that the end that the user is told is the end that counts.
const createSql = `
  insert into user_session (id, tenant, user_id, install, secret_hash, created_at, expires_at)
  select $1, $2, $3, $4, $5, now.at, now.at + ${intervalOf('$6')}
  from (select date_trunc('milliseconds', clock_timestamp()) as at offset 0) as now
  returning ${columns}`;

const findSql = `select ${columns} from user_session where id = $1 and expires_at > clock_timestamp()`;

const expireSql = 'delete from user_session where id in (select id from user_session where expires_at <= clock_timestamp() order by expires_at limit $1)';

function sessionOf({ id, tenant, user_id: userId, install, secret_hash: hash, created_ms: createdAtMs, expires_ms: expiresAtMs }: SessionRow): UserSession {
  return { id, tenant, userId, install: install ?? undefined, secretHash: new Uint8Array(hash), createdAtMs, expiresAtMs };
}
