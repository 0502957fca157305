import type { Client } from 'pg';
import { migrate } from '../../migrate.ts';
import { type MigrationFile, migrationsFolder, readMigrations } from '../../migration-files.ts';
import { planMigrations } from '../../plan-migrations.ts';
import { BackupRefusedError, damaged } from '../backup-refused-error.ts';
import { withConnection } from '../connect.ts';
import { appliedMigrations } from '../schema-level.ts';
import { parsedAs } from './copy-text.ts';
import { refuseFilled } from './empty-target.ts';
import { importLines } from './import-lines.ts';
import { type PortableHead, portableHead, portableVersion, type TableTally, type Tallies } from './portable-format.ts';

export interface Filling {
  readonly url: string;
  readonly lines: AsyncIterable<string>;
  readonly onTable: (table: string, tally: TableTally) => void;
  readonly beforeCommit?: () => Promise<void>;
}

export interface Filled {
  readonly head: PortableHead;
  readonly tables: Tallies;
}

/**
 * Fills an empty database from lines of JSON: brings its schema to the step that the lines were written at, takes them in one transaction,
 * then brings it up to date.
 * @throws {BackupRefusedError} or {StartRefusedError}; no data was written
 */
export async function fillDatabase({ url, lines, onTable, beforeCommit = async () => undefined }: Filling): Promise<Filled> {
  const iterator = lines[Symbol.asyncIterator]();
  try {
    const head = await readHead(iterator);
    const files = await readMigrations(migrationsFolder);
    await reachLevel(url, head, files);
    const tables = await withConnection(url, (client) => importLines({ client, lines: iterator, onTable, beforeCommit }));
    await migrate(url, files);
    return { head, tables };
  } finally {
    await iterator.return?.();
  }
}

async function readHead(lines: AsyncIterator<string>): Promise<PortableHead> {
  const first = await lines.next();
  if (first.done === true) throw damaged('it is empty');
  const head = parsedAs(first.value, portableHead);
  if (head.version <= portableVersion) return head;
  throw new BackupRefusedError('SORA_BACKUP_NEWER', { what: `This backup was made by a newer SORA (${head.sora}), in a form that this one does not know.`, remedy: `Restore it with SORA ${head.sora} or later.` });
}

/** The rows fit the schema they were written in, and no other; later steps change them as they change any database. */
async function reachLevel(url: string, { migrations, sora }: PortableHead, files: readonly MigrationFile[]): Promise<void> {
  planMigrations(files, migrations);
  const found = await withConnection(url, async (client: Client) => {
    // Before it is touched at all.
    await refuseFilled(client);
    return appliedMigrations(client);
  });
  if (found.length > migrations.length) {
    throw new BackupRefusedError('SORA_RESTORE_OTHER_SCHEMA', {
      what: `The rows were written by an older SORA (${sora}), and the database that would be filled has newer tables already.`,
      remedy: 'Name a database without tables: it is brought to that older form first, filled, and then brought up to date.',
    });
  }
  await migrate(url, files.slice(0, migrations.length));
}
