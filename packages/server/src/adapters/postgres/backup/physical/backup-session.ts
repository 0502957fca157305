import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { BackupRefusedError } from '../backup-refused-error.ts';
import type { WalStretch } from './wal-segments.ts';

export interface BackupSession {
  readonly postgres: string;
  /** Ends the backup; every file must have been read before. */
  stop(): Promise<{ readonly label: string; readonly wal: WalStretch }>;
}

/**
 * Begins a base backup on this connection. Everything it sets up in the server belongs to the connection, so that a backup that is killed
 * leaves nothing behind. The temporary slot keeps the log from the last checkpoint on.
 * @see PostgreSQL documentation, "Making a Base Backup Using the Low Level API"
 */
export async function beginBackup(client: Client): Promise<BackupSession> {
  const { rows: [facts] } = await client.query<Facts>(factsSql);
  refuseUnable(facts);
  await client.query('select pg_create_physical_replication_slot($1, immediately_reserve => true, temporary => true)', [`sora_backup_${randomUUID().slice(0, 8)}`]);
  const { rows: [begin] } = await client.query<{ lsn: string }>(`select pg_backup_start('sora backup', fast => true)::text as lsn`);
  const { rows: [place] } = await client.query<Place>(`select timeline_id as timeline, pg_size_bytes(current_setting('wal_segment_size'))::int as bytes from pg_control_checkpoint()`);
  return {
    postgres: facts?.postgres ?? '',
    async stop() {
      // Nothing is archived; the files of the log are copied from where they are.
      const { rows: [end] } = await client.query<{ lsn: string; labelfile: string }>('select lsn::text, labelfile from pg_backup_stop(wait_for_archive => false)');
      if (begin === undefined || place === undefined || end === undefined) throw new Error('PostgreSQL gave no answer about the backup.');
      return { label: end.labelfile, wal: { startLsn: begin.lsn, stopLsn: end.lsn, timeline: place.timeline, segmentBytes: place.bytes } };
    },
  };
}

interface Facts {
  readonly postgres: string;
  readonly wal_level: string;
  readonly free_slots: number;
  readonly tablespaces: number;
}

interface Place {
  readonly timeline: number;
  readonly bytes: number;
}

// Full-page writes are not asked for: PostgreSQL forces them while a backup runs, whatever the setting says.
const factsSql = `
  select split_part(current_setting('server_version'), ' ', 1) as postgres, current_setting('wal_level') as wal_level,
    current_setting('max_replication_slots')::int - (select count(*)::int from pg_replication_slots) as free_slots,
    (select count(*)::int from pg_tablespace where spcname not in ('pg_default', 'pg_global')) as tablespaces`;

function refuseUnable(facts: Facts | undefined): void {
  if (facts === undefined) throw new Error('PostgreSQL says nothing about itself.');
  const reason = facts.wal_level === 'minimal' ? 'its wal_level is "minimal"' : facts.free_slots < 1 ? 'all its replication slots are in use' : facts.tablespaces > 0 ? 'it has tablespaces outside the data folder' : undefined;
  if (reason === undefined) return;
  throw new BackupRefusedError('SORA_BACKUP_NOT_POSSIBLE', { what: `This PostgreSQL cannot be backed up file by file: ${reason}.`, remedy: 'Undo that in its configuration, or make a portable backup with --portable.' });
}
