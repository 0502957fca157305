import { chmod, chown, lstat, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { accountFor } from '../../embedded/account.ts';
import { copyBinaries, findBinaries, firstFlaw } from '../../embedded/binaries.ts';
import { makeHome, makePassword, writeNote } from '../../embedded/data-folder.ts';
import { exclusively } from '../../embedded/exclusive.ts';
import type { Layout } from '../../embedded/layout.ts';
import type { ProgramPlace } from '../../embedded/run-program.ts';
import { BackupRefusedError } from '../backup-refused-error.ts';
import { migrationsFolder, readMigrations } from '../../migration-files.ts';
import { planMigrations } from '../../plan-migrations.ts';
import { type ArchiveHead, type ArchiveManifest, archiveVersion, majorOf } from './archive.ts';
import { extractArchive } from './extract-archive.ts';
import { recoverCluster } from './recover-cluster.ts';

export interface ClusterRestore {
  readonly file: string;
  readonly layout: Layout;
  readonly rootHome: string;
  /** False leaves out fsync: for tests only. */
  readonly durable: boolean;
  readonly progress: (sentence: string) => void;
  readonly onBytes: (doneBytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

const lockWaitMs = 3_000;

/**
 * Makes the cluster of an empty data folder from a backup: beside its place first, recovered there, then moved, so that the place holds all or nothing.
 * @throws {BackupRefusedError} and leaves the folder as it was
 */
export async function restoreCluster(restore: ClusterRestore): Promise<ArchiveManifest> {
  await refuseUnlessEmpty(restore.layout);
  return exclusively(restore.layout.lockFile, lockWaitMs, async () => {
    await refuseUnlessEmpty(restore.layout);
    const { place, major } = await prepare(restore);
    return lay(restore, place, major);
  });
}

async function lay(restore: ClusterRestore, place: ProgramPlace, major: string): Promise<ArchiveManifest> {
  const { layout } = restore;
  const made = `${layout.clusterDir}.unfinished-${process.pid}`;
  try {
    await makeFolder(made, place);
    const manifest = await fill(made, restore, { place, major });
    await rename(made, layout.clusterDir);
    await syncFolder(dirname(layout.clusterDir));
    await writeNote(layout);
    return manifest;
  } finally {
    await rm(made, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  }
}

async function fill(made: string, { file, layout, durable, progress, onBytes, signal }: ClusterRestore, { place, major }: Programs): Promise<ArchiveManifest> {
  const manifest = await extractArchive({ file, into: made, account: place.account, onHead: (head) => refuseUnfit(head, major), onBytes, signal });
  progress('Every file is as it was backed up. PostgreSQL replays its log.');
  const password = await makePassword(layout);
  try {
    await recoverCluster({ place, clusterDir: made, password, durable });
  } catch (error) {
    await rm(layout.passwordFile, { force: true });
    throw error;
  }
  return manifest;
}

/** What a refused or killed restore, or a start that came to nothing, leaves behind. */
const harmless = /^postgres\.lock|\.unfinished(-\d+)?$/;

/** @throws {BackupRefusedError} SORA_RESTORE_NOT_EMPTY: SORA never deletes a database by itself */
async function refuseUnlessEmpty({ dataDir, clusterDir, apart }: Layout): Promise<void> {
  const inside = (await readdir(dataDir)).filter((name) => !harmless.test(name));
  const taken = inside.length > 0 ? dataDir : apart && (await lstat(clusterDir).catch(() => undefined)) !== undefined ? clusterDir : undefined;
  if (taken === undefined) return;
  throw new BackupRefusedError('SORA_RESTORE_NOT_EMPTY', {
    what: `${taken} is not empty${inside.length > 0 ? `: it holds ${inside.slice(0, 3).join(', ')}${inside.length > 3 ? ' and more' : ''}` : ', although its data folder is'}.`,
    remedy: `Name an empty data folder: SORA_DATA_DIR=/path/to/new npm run -s sora -- restore FILE; or stop SORA and move the old one away first: mv '${taken}' '${taken}.old'`,
  });
}

async function refuseUnfit({ version, sora, postgres, migrations }: ArchiveHead, major: string): Promise<void> {
  if (version > archiveVersion) {
    throw new BackupRefusedError('SORA_BACKUP_NEWER', { what: `This backup was made by a newer SORA (${sora}), in a form that this one does not know.`, remedy: `Restore it with SORA ${sora} or later.` });
  }
  if (majorOf(postgres) !== major) {
    throw new BackupRefusedError('SORA_BACKUP_OTHER_POSTGRES', {
      what: `This backup is of PostgreSQL ${postgres}; this SORA brings PostgreSQL ${major}, which cannot read its files.`,
      remedy: `Restore it with the SORA that made it (${sora}); from there "backup FILE --portable" makes one that any version takes.`,
    });
  }
  planMigrations(await readMigrations(migrationsFolder), migrations);
}

interface Programs {
  readonly place: ProgramPlace;
  /** Major version of PostgreSQL, such as "18". */
  readonly major: string;
}

/** The programs where PostgreSQL's account can run them, and the folder where it can write. */
async function prepare({ layout, rootHome }: ClusterRestore): Promise<Programs> {
  const binaries = await findBinaries();
  const account = layout.apart ? await accountFor(layout.clusterDir) : undefined;
  await makeHome(layout, rootHome, account);
  await removeUnfinished(layout);
  const native = layout.apart || (await firstFlaw(binaries.native)) !== undefined ? await copyBinaries(binaries, layout.home) : binaries.native;
  return { place: { native, cwd: layout.home, account }, major: majorOf(binaries.version) };
}

async function removeUnfinished({ clusterDir }: Layout): Promise<void> {
  const names = (await readdir(dirname(clusterDir))).filter((name) => name.startsWith(`${basename(clusterDir)}.unfinished-`));
  for (const name of names) await rm(join(dirname(clusterDir), name), { recursive: true, force: true });
}

async function makeFolder(folder: string, { account }: ProgramPlace): Promise<void> {
  await mkdir(folder, { mode: 0o700 });
  await chmod(folder, 0o700);
  if (account !== undefined) await chown(folder, account.uid, account.gid);
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}
