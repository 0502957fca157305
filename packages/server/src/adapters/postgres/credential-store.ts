import type { CredentialKind, CredentialStore, OperatorRole, ServiceScope, StoredCredential } from '@sora/core';
import { changedCount, fromEpochMs, intervalOf, type Queryable, selectAll, selectOne, toEpochMs } from './query.ts';

export function postgresCredentialStore(db: Queryable): CredentialStore {
  return {
    ...credentials(db), ...loginLinks(db), ...sessions(db),
    async expire(limit) {
      const links = await changedCount(db, expireSql('login_link', 'code_hash'), [limit]);
      return links + (await changedCount(db, expireSql('dashboard_session', 'secret_hash'), [limit]));
    },
  };
}

function credentials(db: Queryable): Pick<CredentialStore, 'create' | 'find' | 'list' | 'revoke' | 'isEmpty'> {
  return {
    async create(credential) {
      await changedCount(db, createSql, valuesOf(credential));
    },
    async find(id) {
      const row = await selectOne<CredentialRow>(db, `select ${columns} from credential where id = $1`, [id]);
      return row && credentialOf(row);
    },
    async list(tenant) {
      return (await selectAll<CredentialRow>(db, `select ${columns} from credential where tenant = $1 order by created_at, id`, [tenant])).map(credentialOf);
    },
    async revoke(tenant, id) {
      return (await changedCount(db, 'update credential set revoked_at = clock_timestamp() where tenant = $1 and id = $2 and revoked_at is null', [tenant, id])) === 1;
    },
    async isEmpty() {
      return (await changedCount(db, 'select 1 from credential limit 1')) === 0;
    },
  };
}

function loginLinks(db: Queryable): Pick<CredentialStore, 'createLoginLink' | 'redeemLoginLink'> {
  return {
    async createLoginLink({ codeHash, credentialId, validMs }) {
      await changedCount(db, `insert into login_link (code_hash, credential_id, expires_at) values ($1, $2, ${until('$3')})`, [Buffer.from(codeHash), credentialId, validMs]);
    },
    async redeemLoginLink(codeHash) {
      return (await selectOne<ProofRow>(db, redeemSql, [Buffer.from(codeHash)]))?.credential_id;
    },
  };
}

function sessions(db: Queryable): Pick<CredentialStore, 'createSession' | 'findSession' | 'endSession'> {
  return {
    async createSession({ secretHash, credentialId, validMs }) {
      await changedCount(db, `insert into dashboard_session (secret_hash, credential_id, expires_at) values ($1, $2, ${until('$3')})`, [Buffer.from(secretHash), credentialId, validMs]);
    },
    async findSession(secretHash) {
      return (await selectOne<ProofRow>(db, 'select credential_id from dashboard_session where secret_hash = $1 and expires_at > clock_timestamp()', [Buffer.from(secretHash)]))?.credential_id;
    },
    async endSession(secretHash) {
      await changedCount(db, 'delete from dashboard_session where secret_hash = $1', [Buffer.from(secretHash)]);
    },
  };
}

interface ProofRow {
  readonly credential_id: string;
}

interface CredentialRow {
  readonly id: string;
  readonly tenant: string;
  readonly kind: CredentialKind['kind'];
  readonly role: OperatorRole | null;
  readonly scopes: readonly ServiceScope[];
  readonly name: string;
  readonly secret_hash: Buffer;
  readonly created_ms: number;
  readonly expires_ms: number | null;
  readonly revoked_ms: number | null;
}

const until = (parameter: string) => `clock_timestamp() + ${intervalOf(parameter)}`;

const columns = `id, tenant, kind, role, scopes, name, secret_hash, ${toEpochMs('created_at')} as created_ms, ${toEpochMs('expires_at')} as expires_ms, ${toEpochMs('revoked_at')} as revoked_ms`;

const createSql = `
  insert into credential (id, tenant, kind, role, scopes, name, secret_hash, created_at, expires_at, revoked_at)
  values ($1, $2, $3, $4, $5, $6, $7, ${fromEpochMs('$8')}, ${fromEpochMs('$9')}, ${fromEpochMs('$10')})`;

// The row lock of the update lets one of many who redeem at once win.
const redeemSql = `
  update login_link set used_at = clock_timestamp()
  where code_hash = $1 and used_at is null and expires_at > clock_timestamp()
  returning credential_id`;

const expireSql = (table: string, key: string) => `delete from ${table} where ${key} in (select ${key} from ${table} where expires_at <= clock_timestamp() limit $1)`;

function valuesOf(credential: StoredCredential): readonly unknown[] {
  const { id, tenant, kind, name, secretHash, createdAtMs, expiresAtMs, revokedAtMs } = credential;
  const role = kind === 'operator' ? credential.role : null;
  const scopes = kind === 'service' ? credential.scopes : [];
  return [id, tenant, kind, role, scopes, name, Buffer.from(secretHash), createdAtMs, expiresAtMs ?? null, revokedAtMs ?? null];
}

function credentialOf(row: CredentialRow): StoredCredential {
  return {
    id: row.id, tenant: row.tenant, name: row.name, secretHash: new Uint8Array(row.secret_hash),
    createdAtMs: row.created_ms, expiresAtMs: row.expires_ms ?? undefined, revokedAtMs: row.revoked_ms ?? undefined, ...kindOf(row),
  };
}

function kindOf({ kind, role, scopes }: CredentialRow): CredentialKind {
  // The table's check makes role present exactly for operators.
  if (role !== null) return { kind: 'operator', role };
  return kind === 'service' ? { kind, scopes } : { kind: 'ingest' };
}
