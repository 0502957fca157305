import { createHash } from 'node:crypto';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Client } from 'pg';
import { version } from '../../../../version.ts';
import { BackupRefusedError } from '../backup-refused-error.ts';
import { migrationsOf } from '../schema-level.ts';
import { type ArchivedFile, type ArchiveHead, type ArchiveManifest, archiveVersion, clusterPrefix, headEntry, manifestEntry } from './archive.ts';
import { beginBackup } from './backup-session.ts';
import { type ClusterPart, controlFile, listCluster, unlessGone } from './cluster-files.ts';
import { readExactly, readSettled } from './read-changing.ts';
import { packTar, type TarEntry, textEntry } from './tar-write.ts';
import { walSegments } from './wal-segments.ts';

export interface ClusterBackup {
  readonly client: Client;
  readonly clusterDir: string;
  /** Told how far it has come. */
  readonly onBytes: (doneBytes: number, allBytes: number) => void;
  /** Told what was backed up, once all is read. */
  readonly onEnd: (manifest: ArchiveManifest) => void;
}

/** A base backup of a running cluster as a tar archive, made while it is read: nothing is kept in memory but the list of files. */
export function backUpCluster(backup: ClusterBackup): AsyncGenerator<Uint8Array> {
  return packTar(entriesOf(backup));
}

async function* entriesOf({ client, clusterDir, onBytes, onEnd }: ClusterBackup): AsyncGenerator<TarEntry> {
  const migrations = await migrationsOf(client);
  const startedAt = new Date().toISOString();
  const session = await beginBackup(client);
  const head: ArchiveHead = { format: 'sora-backup', version: archiveVersion, sora: version, postgres: session.postgres, migrations, startedAt };
  yield textEntry(headEntry, json(head));
  const parts = await listCluster(clusterDir);
  const allBytes = parts.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const source: Source = { clusterDir, files: [] };
  let doneBytes = 0;
  for (const part of parts) {
    yield* partEntries(source, part);
    doneBytes += part.sizeBytes;
    onBytes(doneBytes, allBytes);
  }
  const { label, wal } = await session.stop();
  yield listed(textEntry(`${clusterPrefix}backup_label`, label), source);
  for (const name of walSegments(wal)) yield* logEntry(source, `pg_wal/${name}`);
  const manifest: ArchiveManifest = { ...head, endedAt: new Date().toISOString(), startLsn: wal.startLsn, stopLsn: wal.stopLsn, files: source.files };
  yield textEntry(manifestEntry, json(manifest));
  onEnd(manifest);
}

interface Source {
  readonly clusterDir: string;
  /** What has been read. */
  readonly files: ArchivedFile[];
}

async function* partEntries(source: Source, { path, type }: ClusterPart): AsyncGenerator<TarEntry> {
  if (type === 'Directory') yield { path: `${clusterPrefix}${path}`, type, sizeBytes: 0, content: [] };
  else if (path === controlFile) yield bytesEntry(source, path, await readSettled(join(source.clusterDir, path)));
  else yield* fileEntry(source, path, { mayBeGone: true });
}

async function* fileEntry(source: Source, path: string, { mayBeGone } = { mayBeGone: false }): AsyncGenerator<TarEntry> {
  const opening = open(join(source.clusterDir, path), 'r');
  const file = await (mayBeGone ? unlessGone(opening) : opening);
  if (file === undefined) return;
  try {
    const { size } = await file.stat();
    yield listed({ path: `${clusterPrefix}${path}`, type: 'File', sizeBytes: size, content: readExactly(file, size) }, source);
  } finally {
    await file.close();
  }
}

async function* logEntry(source: Source, path: string): AsyncGenerator<TarEntry> {
  if ((await unlessGone(stat(join(source.clusterDir, path)))) === undefined) {
    throw new BackupRefusedError('SORA_BACKUP_NOT_POSSIBLE', { what: `PostgreSQL removed a part of its log (${path}) while it was backed up.`, remedy: 'Undo "max_slot_wal_keep_size" in its configuration, or back up when less is written.' });
  }
  yield* fileEntry(source, path);
}

function bytesEntry(source: Source, path: string, bytes: Uint8Array): TarEntry {
  return listed({ path: `${clusterPrefix}${path}`, type: 'File', sizeBytes: bytes.length, content: [bytes] }, source);
}

/** The entry, whose digest goes onto the list once its content has been read. */
function listed(entry: TarEntry, { files }: Source): TarEntry {
  return { ...entry, content: digesting(entry, files) };
}

async function* digesting({ path, sizeBytes, content }: TarEntry, files: ArchivedFile[]): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const piece of content) {
    hash.update(piece);
    yield piece;
  }
  files.push({ path, sizeBytes, sha256: hash.digest('hex') });
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 1)}\n`;
}
