import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { runsAsRoot } from '../../embedded/account.ts';
import { makeDataFolder } from '../../embedded/data-folder.ts';
import { explainFailure } from '../../embedded/explain-failure.ts';
import { decideLayout, defaultRootHome } from '../../embedded/layout.ts';
import { byteProgress } from '../byte-progress.ts';
import { isBackupRefused } from '../backup-refused-error.ts';
import type { ArchiveManifest } from './archive.ts';
import { restoreCluster } from './restore-cluster.ts';

export interface EmbeddedRestore {
  readonly file: string;
  /** Made when it is missing; must be empty. */
  readonly dataDir: string;
  /** Where root keeps clusters. Default: /var/lib/sora. */
  readonly rootHome?: string;
  /** False leaves out fsync, for tests. Default: true. */
  readonly durable?: boolean;
  readonly progress: (sentence: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Brings a backup back into an empty data folder; PostgreSQL does not run afterwards. @throws {BackupRefusedError} and the folder is as it was */
export async function restoreEmbedded({ file, rootHome = defaultRootHome, durable = true, progress, signal, ...where }: EmbeddedRestore): Promise<ArchiveManifest> {
  try {
    const { size } = await stat(file);
    const told = byteProgress('Unpacking', progress);
    const layout = decideLayout({ dataDir: await makeDataFolder(resolve(where.dataDir)), runsAsRoot: runsAsRoot(), rootHome });
    return await restoreCluster({ file, layout, rootHome, durable, progress, signal, onBytes: (done) => told(done, size) });
  } catch (error) {
    throw isBackupRefused(error) || signal?.aborted === true ? error : explainFailure(`Restoring ${file} into ${where.dataDir}`, error);
  }
}
