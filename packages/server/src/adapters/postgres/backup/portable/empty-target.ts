import type { Client } from 'pg';
import { BackupRefusedError } from '../backup-refused-error.ts';
import { listTables, quoted, seeded } from './tables.ts';

/** @throws {BackupRefusedError} SORA_RESTORE_NOT_EMPTY when any table that would be filled has a row; what migrations put in does not count */
export async function refuseFilled(client: Client): Promise<void> {
  for (const { name } of await listTables(client)) {
    const { rowCount } = await client.query(`select 1 from ${quoted(name)} where ${seeded.get(name) ?? 'true'} limit 1`);
    if (rowCount === 0) continue;
    throw new BackupRefusedError('SORA_RESTORE_NOT_EMPTY', {
      what: `The database that would be filled is not empty: its table "${name}" holds data.`,
      remedy: 'Nothing was changed. Name an empty one: a new SORA_DATA_DIR, or a DATABASE_URL whose database was just created.',
    });
  }
}
