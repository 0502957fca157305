import { lstat, realpath } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { runsAsRoot } from '../../embedded/account.ts';
import { decideLayout, defaultRootHome, type Layout } from '../../embedded/layout.ts';
import { startEmbeddedPostgres } from '../../embedded/start-embedded-postgres.ts';
import { BackupRefusedError } from '../backup-refused-error.ts';
import { withConnection } from '../connect.ts';
import { refuseUnwritable, type WholeFile, writeWhole } from '../whole-file.ts';
import type { ArchiveManifest } from './archive.ts';
import { backUpCluster } from './back-up-cluster.ts';

export interface EmbeddedBackup extends WholeFile {
  readonly dataDir: string;
  readonly progress: (sentence: string) => void;
  readonly onBytes: (doneBytes: number, allBytes: number) => void;
}

export interface BackedUp {
  readonly manifest: ArchiveManifest;
  readonly sizeBytes: number;
}

/**
 * Backs up the embedded database of a data folder into one file, under a running server or without one: then PostgreSQL runs for the time it takes.
 * @throws {BackupRefusedError} and no file is left
 */
export async function backUpEmbedded(backup: EmbeddedBackup): Promise<BackedUp> {
  await refuseUnwritable(backup);
  await existingLayout(backup.dataDir);
  const postgres = await startEmbeddedPostgres({ dataDir: backup.dataDir, log: backup.progress });
  try {
    return await write(backup, postgres.url, postgres.whereItLives);
  } finally {
    await postgres.stop();
  }
}

async function write(backup: EmbeddedBackup, url: string, clusterDir: string): Promise<BackedUp> {
  return withConnection(url, async (client) => {
    let manifest: ArchiveManifest | undefined;
    const sizeBytes = await writeWhole(backup, backUpCluster({ client, clusterDir, onBytes: backup.onBytes, onEnd: (ended) => { manifest = ended; } }));
    if (manifest === undefined) throw new Error('The backup came to no end.');
    return { manifest, sizeBytes };
  });
}

/** Where the database of this data folder lies. Starting on a folder without one would make an empty one. @throws {BackupRefusedError} when there is none */
export async function existingLayout(dataDir: string): Promise<Layout> {
  const real = await realpath(resolve(dataDir)).catch(() => undefined);
  const layout = real === undefined ? undefined : decideLayout({ dataDir: real, runsAsRoot: runsAsRoot(), rootHome: defaultRootHome });
  const found = layout === undefined ? undefined : await lstat(join(layout.clusterDir, 'PG_VERSION')).catch(() => undefined);
  if (layout !== undefined && found !== undefined) return layout;
  throw new BackupRefusedError('SORA_BACKUP_NOT_POSSIBLE', { what: `There is no database in ${resolve(dataDir)}.`, remedy: 'Name the data folder of the server in SORA_DATA_DIR, or its database in DATABASE_URL.' });
}
