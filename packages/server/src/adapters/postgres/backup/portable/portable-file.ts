import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { withConnection } from '../connect.ts';
import { explainUnreadable } from '../recognise-backup.ts';
import { refuseUnwritable, type WholeFile, writeWhole } from '../whole-file.ts';
import { exportLines } from './export-lines.ts';
import { fillDatabase, type Filled, type Filling } from './fill-database.ts';
import { joined, linesOf } from './lines.ts';
import type { TableTally, Tallies } from './portable-format.ts';

export interface PortableBackup extends WholeFile {
  readonly url: string;
  readonly onTable: (table: string, tally: TableTally) => void;
}

/** Writes the rows of a database into one file. @throws {BackupRefusedError} and no file is left */
export async function writePortable(backup: PortableBackup): Promise<{ readonly tables: Tallies; readonly sizeBytes: number }> {
  await refuseUnwritable(backup);
  const tables: Record<string, TableTally> = {};
  const onTable = (table: string, tally: TableTally) => {
    tables[table] = tally;
    backup.onTable(table, tally);
  };
  const sizeBytes = await withConnection(backup.url, (client) => writeWhole(backup, joined(exportLines({ client, onTable }))));
  return { tables, sizeBytes };
}

/** Fills an empty database from such a file. @throws {BackupRefusedError} and no data was written */
export async function readPortable({ file, signal, ...filling }: Omit<Filling, 'lines'> & { readonly file: string; readonly signal?: AbortSignal | undefined }): Promise<Filled> {
  const content = pipeline(createReadStream(file, signal === undefined ? {} : { signal }), createGunzip(), () => undefined);
  try {
    return await fillDatabase({ ...filling, lines: linesOf(content) });
  } catch (error) {
    throw explainUnreadable(file, error);
  } finally {
    content.destroy();
  }
}
