import { resolve } from 'node:path';
import { BackupRefusedError } from './adapters/postgres/backup/backup-refused-error.ts';
import { byteProgress, inMegabytes } from './adapters/postgres/backup/byte-progress.ts';
import { type DatabasePlace, openSource, openTarget } from './adapters/postgres/backup/database-place.ts';
import { backUpEmbedded } from './adapters/postgres/backup/physical/back-up-embedded.ts';
import { restoreEmbedded } from './adapters/postgres/backup/physical/restore-embedded.ts';
import { copyRows } from './adapters/postgres/backup/portable/copy-database.ts';
import { readPortable, writePortable } from './adapters/postgres/backup/portable/portable-file.ts';
import type { TableTally, Tallies } from './adapters/postgres/backup/portable/portable-format.ts';
import { type BackupKind, recogniseBackup } from './adapters/postgres/backup/recognise-backup.ts';
import { connectDatabase } from './adapters/postgres/connect-database.ts';
import { storesOf } from './compose/stores.ts';
import { restoredAdminToken } from './compose/restored-admin-token.ts';
import type { Settings } from './settings.ts';

interface Watched {
  /** Told, in sentences, how far it has come. */
  readonly progress: (sentence: string) => void;
  /** Ends it half way; nothing is left of it then. */
  readonly signal?: AbortSignal;
}

export interface BackupOptions extends Watched {
  readonly file: string;
  /** Rows that any PostgreSQL takes, instead of the files of the embedded one. */
  readonly portable: boolean;
  /** Replaces a file that is there. */
  readonly force: boolean;
}

export interface BackupReport {
  readonly kind: BackupKind;
  readonly file: string;
  readonly sizeBytes: number;
  /** What is in it, in a few words. */
  readonly holds: string;
}

/**
 * Writes everything that the database of these settings holds into one file, under a running server or without one.
 * @throws {BackupRefusedError} or {StartRefusedError} with a sentence and a remedy; no file is left
 */
export async function backupDatabase(settings: Settings, options: BackupOptions): Promise<BackupReport> {
  const file = resolve(options.file);
  return options.portable ? backUpRows(settings, { ...options, file }) : backUpFiles(settings, { ...options, file });
}

export interface RestoreOptions extends Watched {
  readonly file: string;
}

export interface RestoreReport {
  readonly kind: BackupKind;
  /** The instant whose data it is, as the backup says. */
  readonly at: string;
  /** Version of SORA that made the backup. */
  readonly sora: string;
  readonly holds: string;
  /** A file with an admin token that counts in the restored database. */
  readonly adminTokenFile: string;
}

/**
 * Brings a backup back: into an empty data folder, or the rows of a portable one into an empty database.
 * @throws {BackupRefusedError} or {StartRefusedError} with a sentence and a remedy; what was there is untouched
 */
export async function restoreDatabase(settings: Settings, options: RestoreOptions): Promise<RestoreReport> {
  const file = resolve(options.file);
  const kind = await recogniseBackup(file);
  const restored = kind === 'cluster' ? await restoreFiles(settings, { ...options, file }) : await restoreRows(settings, { ...options, file });
  return { kind, ...restored, adminTokenFile: await openDoor(settings, options) };
}

export interface CopyOptions extends Watched {
  /** A data folder, or the address of a database. */
  readonly from: string;
}

export interface CopyReport {
  /** Rows by table, counted in both databases. */
  readonly rows: Readonly<Record<string, number>>;
  readonly adminTokenFile: string;
}

/**
 * Copies a database on which no server runs into the empty one in DATABASE_URL.
 * @throws {BackupRefusedError} or {StartRefusedError} with a sentence and a remedy; the source is untouched, and the other holds no data
 */
export async function copyDatabase(settings: Settings, { from, ...options }: CopyOptions): Promise<CopyReport> {
  const to = settings.DATABASE_URL;
  if (to === undefined) throw refused('DATABASE_URL does not say where the data shall go.', 'Set it to an empty database of yours: DATABASE_URL=postgres://user:password@host:5432/name');
  const place: DatabasePlace = /^postgres(ql)?:/.test(from) ? { url: from } : { dataDir: from };
  const source = await openSource(place, options.progress);
  try {
    const tables = await copyRows({ from: source.url, to, onTable: byTable(options) });
    return { rows: Object.fromEntries(Object.entries(tables).map(([name, { rows }]) => [name, rows])), adminTokenFile: await openDoor(settings, options) };
  } finally {
    await source.close();
  }
}

async function backUpFiles(settings: Settings, { file, force, progress, signal }: BackupOptions): Promise<BackupReport> {
  if (settings.DATABASE_URL !== undefined) throw refused('The database in DATABASE_URL is your provider\'s to back up file by file, and not ours to reach.', 'Use the provider\'s backups (with point-in-time recovery, where there is one); or add --portable for a file with all rows.');
  const { manifest, sizeBytes } = await backUpEmbedded({ dataDir: settings.SORA_DATA_DIR, file, force, progress, signal, onBytes: byteProgress('Copying', progress) });
  return { kind: 'cluster', file, sizeBytes, holds: `${manifest.files.length} files, ${inMegabytes(sum(manifest.files.map((each) => each.sizeBytes)))}` };
}

async function backUpRows(settings: Settings, { file, force, progress, signal }: BackupOptions): Promise<BackupReport> {
  const source = await openSource(placeOf(settings), progress);
  try {
    const { tables, sizeBytes } = await writePortable({ url: source.url, file, force, signal, onTable: byTable({ progress }) });
    return { kind: 'portable', file, sizeBytes, holds: inRows(tables) };
  } finally {
    await source.close();
  }
}

type Restored = Pick<RestoreReport, 'at' | 'sora' | 'holds'>;

async function restoreFiles(settings: Settings, { file, progress, signal }: RestoreOptions): Promise<Restored> {
  if (settings.DATABASE_URL !== undefined) throw refused('This is a backup of an embedded database, and DATABASE_URL names another one.', 'Unset DATABASE_URL; "sora migrate --from" can then copy the restored data to it.');
  const manifest = await restoreEmbedded({ file, dataDir: settings.SORA_DATA_DIR, progress, signal });
  return { at: manifest.endedAt, sora: manifest.sora, holds: `${manifest.files.length} files, ${inMegabytes(sum(manifest.files.map((each) => each.sizeBytes)))}` };
}

async function restoreRows(settings: Settings, { file, progress, signal }: RestoreOptions): Promise<Restored> {
  const target = await openTarget(placeOf(settings), progress);
  try {
    const { head, tables } = await readPortable({ url: target.url, file, signal, onTable: byTable({ progress }) });
    return { at: head.at, sora: head.sora, holds: inRows(tables) };
  } finally {
    await target.close();
  }
}

/** Brings the database up to date and leaves an admin token for whoever has to come in. */
async function openDoor(settings: Settings, { progress }: Watched): Promise<string> {
  const database = await connectDatabase({ settings, progress });
  return restoredAdminToken(storesOf(database).credentials, settings).finally(() => database.close());
}

function placeOf({ DATABASE_URL: url, SORA_DATA_DIR: dataDir }: Settings): DatabasePlace {
  return url === undefined ? { dataDir } : { url };
}

function byTable({ progress }: Watched): (table: string, tally: TableTally) => void {
  return (table, { rows }) => progress(`${table}: ${rows} rows`);
}

function inRows(tables: Tallies): string {
  const rows = Object.values(tables);
  return `${sum(rows.map((each) => each.rows))} rows of ${rows.length} tables`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}

function refused(what: string, remedy: string): BackupRefusedError {
  return new BackupRefusedError('SORA_BACKUP_NOT_POSSIBLE', { what, remedy });
}
