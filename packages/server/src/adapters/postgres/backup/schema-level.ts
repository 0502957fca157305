import type { Client } from 'pg';
import { BackupRefusedError } from './backup-refused-error.ts';
import type { AppliedMigration } from '../plan-migrations.ts';

/** The migrations of a database, in order; none where SORA was never started on it. */
export async function appliedMigrations(client: Client): Promise<readonly AppliedMigration[]> {
  const { rows: [found] } = await client.query<{ there: boolean }>(`select to_regclass('migration') is not null as there`);
  if (found?.there !== true) return [];
  return (await client.query<AppliedMigration>('select number, name, checksum from migration order by number')).rows;
}

/** @throws {BackupRefusedError} SORA_BACKUP_NOT_POSSIBLE for a database without SORA's tables */
export async function migrationsOf(client: Client): Promise<readonly AppliedMigration[]> {
  const applied = await appliedMigrations(client);
  if (applied.length > 0) return applied;
  throw new BackupRefusedError('SORA_BACKUP_NOT_POSSIBLE', { what: 'This database holds no data of SORA.', remedy: 'Check SORA_DATA_DIR and DATABASE_URL: they name the database that is backed up or copied.' });
}
