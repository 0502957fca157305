import type { Client } from 'pg';
import { BackupRefusedError } from '../backup-refused-error.ts';
import { withConnection } from '../connect.ts';
import { exportLines } from './export-lines.ts';
import { fillDatabase } from './fill-database.ts';
import type { TableTally, Tallies } from './portable-format.ts';
import { refuseWhileServed } from './running-servers.ts';
import { quoted } from './tables.ts';

export interface Copy {
  readonly from: string;
  readonly to: string;
  readonly onTable: (table: string, tally: TableTally) => void;
}

/**
 * Copies a database that no server runs on into an empty one: the pipeline of a portable backup, without the file.
 * @throws {BackupRefusedError} and the other database holds no data
 */
export async function copyRows({ from, to, onTable }: Copy): Promise<Tallies> {
  return withConnection(from, (source) => withConnection(from, async (watch) => {
    await refuseWhileServed(watch);
    // A server may have started meanwhile: asked once more before the copy counts.
    const { tables } = await fillDatabase({ url: to, lines: exportLines({ client: source, onTable: () => undefined }), onTable, beforeCommit: () => refuseWhileServed(watch) });
    await withConnection(to, (target) => compareCounts(target, tables));
    return tables;
  }));
}

/** What the other database holds now, counted anew. */
async function compareCounts(target: Client, tables: Tallies): Promise<void> {
  for (const [name, { rows: wanted }] of Object.entries(tables)) {
    const { rows: [found] } = await target.query<{ count: number }>(`select count(*)::float8 as count from ${quoted(name)}`);
    if (found?.count === wanted) continue;
    throw new BackupRefusedError('SORA_RESTORE_OTHER_SCHEMA', { what: `The table "${name}" holds ${found?.count ?? 0} rows after the copy, ${wanted} were copied.`, remedy: 'Somebody else writes into the new database. Drop it, make an empty one, and copy again.' });
  }
}
