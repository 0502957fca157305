import { mapDatabaseError } from './database-error.ts';
import type { MigrationFile } from './migration-files.ts';
import { planMigrations, type AppliedMigration } from './plan-migrations.ts';
import { createPool } from './pool.ts';
import { StartRefusedError } from '../start-refused-error.ts';
import { inTransaction, type Transaction } from './transaction.ts';

const oldestServer = 150_000;

// Any number will do, as long as no other user of this database picks it: the first eight bytes of SHA-256("sora migration").
const lockKey = '-4591415107617957050';

// A migration of a large table takes its time, and so does waiting for another server's.
const longestStepMs = 6 * 3_600_000;

/**
 * Brings the schema up to date, one transaction a migration; servers that start together apply each of them once.
 * @returns the migrations that this call applied
 * @throws {StartRefusedError} when files and database do not belong together, or a migration fails; what came before it stays applied
 * @throws {SoraError} database-unavailable
 */
export async function migrate(url: string, files: readonly MigrationFile[]): Promise<readonly MigrationFile[]> {
  const pool = createPool({ url, applicationName: 'sora migrate', max: 1, statementTimeoutMs: longestStepMs });
  try {
    await inTransaction(pool, refuseOldServer);
    const done: MigrationFile[] = [];
    for (;;) {
      const next = await inTransaction(pool, (transaction) => applyNext(transaction, files));
      if (next === undefined) return done;
      done.push(next);
    }
  } finally {
    await pool.end();
  }
}

/** Each step plans anew under the lock, since another server may have applied the next one in the meantime. */
async function applyNext(transaction: Transaction, files: readonly MigrationFile[]): Promise<MigrationFile | undefined> {
  await transaction.query(`select pg_advisory_xact_lock(${lockKey})`);
  await transaction.query(`create table if not exists migration (
    number integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default clock_timestamp())`);
  const { rows } = await transaction.query<AppliedMigration>('select number, name, checksum from migration order by number');
  const [next] = planMigrations(files, rows);
  if (next === undefined) return undefined;
  await apply(transaction, next);
  return next;
}

async function apply(transaction: Transaction, { number, name, checksum, sql }: MigrationFile): Promise<void> {
  try {
    await transaction.query(sql);
    await transaction.query('insert into migration (number, name, checksum) values ($1, $2, $3)', [number, name, checksum]);
  } catch (cause) {
    const mapped = mapDatabaseError(cause);
    if (mapped !== cause) throw mapped;
    throw new StartRefusedError('SORA_MIGRATION_FAILED', {
      what: `Migration ${String(number).padStart(4, '0')}_${name} failed and was rolled back: ${cause instanceof Error ? cause.message : String(cause)}`,
      remedy: 'The database is as it was before it. Restore a backup or remove what stands in its way, and start again.',
      cause,
    });
  }
}

async function refuseOldServer(transaction: Transaction): Promise<void> {
  const { rows } = await transaction.query<{ version: string; number: number }>(`select current_setting('server_version') as version, current_setting('server_version_num')::int as number`);
  const [found] = rows;
  if (found === undefined || found.number >= oldestServer) return;
  throw new StartRefusedError('SORA_DATABASE_TOO_OLD', {
    what: `The database in DATABASE_URL is PostgreSQL ${found.version}; SORA needs 15 or later.`,
    remedy: 'Upgrade that PostgreSQL, or leave DATABASE_URL unset to use the embedded one.',
  });
}
