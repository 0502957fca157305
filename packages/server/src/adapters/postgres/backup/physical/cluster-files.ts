import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A part of the cluster, by its path inside it. */
export interface ClusterPart {
  readonly path: string;
  readonly type: 'Directory' | 'File';
  readonly sizeBytes: number;
}

/**
 * What a running cluster keeps for its own life only; a restored one makes it anew. The folders themselves are kept.
 * @see PostgreSQL documentation, "Making a Base Backup Using the Low Level API", and src/backend/backup/basebackup.c, excludeDirContents
 */
const emptyFolders: ReadonlySet<string> = new Set(['pg_wal', 'pg_replslot', 'pg_dynshmem', 'pg_notify', 'pg_serial', 'pg_snapshots', 'pg_stat_tmp', 'pg_subtrans']);
const leftOut = /^(postmaster\.(pid|opts)|postgresql\.auto\.conf\.tmp|current_logfiles(\.tmp)?|backup_label(\.old)?|tablespace_map(\.old)?|backup_manifest)$|(^|\/)(pg_internal\.init[^/]*|pgsql_tmp[^/]*)$/;

/** Comes last, as PostgreSQL's own base backup has it. */
export const controlFile = 'global/pg_control';

/** Lists what a backup holds of a cluster, the write-ahead log aside. Parts that vanish meanwhile are left out. */
export async function listCluster(clusterDir: string): Promise<readonly ClusterPart[]> {
  const parts = await listFolder(clusterDir, '');
  return [...parts.filter(({ path }) => path !== controlFile), ...parts.filter(({ path }) => path === controlFile)];
}

export function isKept(path: string): boolean {
  return !leftOut.test(path);
}

async function listFolder(clusterDir: string, folder: string): Promise<readonly ClusterPart[]> {
  const names = await unlessGone(readdir(join(clusterDir, folder)));
  const paths = (names ?? []).toSorted().map((name) => (folder === '' ? name : `${folder}/${name}`)).filter(isKept);
  const parts: ClusterPart[] = [];
  for (const path of paths) parts.push(...(await listPath(clusterDir, path)));
  return parts;
}

async function listPath(clusterDir: string, path: string): Promise<readonly ClusterPart[]> {
  const found = await unlessGone(stat(join(clusterDir, path)));
  if (found?.isFile() === true) return [{ path, type: 'File', sizeBytes: found.size }];
  if (found?.isDirectory() !== true) return [];
  const inside = emptyFolders.has(path) ? [] : await listFolder(clusterDir, path);
  return [{ path, type: 'Directory', sizeBytes: 0 }, ...inside];
}

/** A running database drops files and folders at any moment; its log knows about that. */
export async function unlessGone<Found>(look: Promise<Found>): Promise<Found | undefined> {
  return look.catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
}
