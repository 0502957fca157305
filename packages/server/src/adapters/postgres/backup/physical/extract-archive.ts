import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chown, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { z } from 'zod';
import type { Account } from '../../embedded/account.ts';
import { damaged } from '../backup-refused-error.ts';
import { collect } from '../collect.ts';
import { explainUnreadable } from '../recognise-backup.ts';
import { type ArchivedFile, type ArchiveHead, archiveHead, type ArchiveManifest, archiveManifest, clusterPrefix, headEntry, manifestEntry } from './archive.ts';
import { type ReadEntry, unpackTar } from './tar-read.ts';

export interface Extraction {
  readonly file: string;
  /** An empty folder that becomes the cluster. */
  readonly into: string;
  /** Who owns what is unpacked; undefined: this process. */
  readonly account: Account | undefined;
  /** Told what the archive is before anything is unpacked; what it throws ends the restore. */
  readonly onHead: (head: ArchiveHead) => Promise<void>;
  readonly onBytes: (doneBytes: number) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Unpacks a backup and compares every file with the manifest, in one pass.
 * @throws {BackupRefusedError} SORA_BACKUP_DAMAGED; what was unpacked by then is no cluster
 */
export async function extractArchive(extraction: Extraction): Promise<ArchiveManifest> {
  try {
    return await unpackAll(extraction);
  } catch (error) {
    throw explainUnreadable(extraction.file, error);
  }
}

async function unpackAll(extraction: Extraction): Promise<ArchiveManifest> {
  const { file, onHead, onBytes, signal } = extraction;
  const bytes = createReadStream(file);
  // Whoever reads the end of it learns of any error, so that there is nothing left for this to tell.
  const content = pipeline(bytes, createGunzip(), () => undefined);
  const found: ArchivedFile[] = [];
  let manifest: ArchiveManifest | undefined;
  let hasHead = false;
  for await (const entry of unpackTar(content)) {
    signal?.throwIfAborted();
    if (!hasHead && entry.path !== headEntry) throw damaged('it does not begin as one');
    if (entry.path === headEntry) await onHead(await readJson(entry, archiveHead));
    else if (entry.path === manifestEntry) manifest = await readJson(entry, archiveManifest);
    else await unpackEntry(extraction, entry, found);
    hasHead = true;
    onBytes(bytes.bytesRead);
  }
  if (manifest === undefined) throw damaged('it has no manifest');
  compare(manifest.files, found);
  return manifest;
}

async function unpackEntry({ into, account }: Extraction, entry: ReadEntry, found: ArchivedFile[]): Promise<void> {
  const inside = entry.path.startsWith(clusterPrefix) ? entry.path.slice(clusterPrefix.length).replace(/\/$/, '') : '';
  if (inside === '' || inside.split('/').some((part) => part === '..' || part === '.' || part === '')) throw damaged(`it holds "${entry.path}"`);
  const path = join(into, inside);
  if (entry.type === 'Directory') await mkdir(path, { mode: 0o700 });
  else found.push({ path: entry.path, sizeBytes: entry.sizeBytes, sha256: await writeEntry(path, entry) });
  if (account !== undefined) await chown(path, account.uid, account.gid);
}

async function writeEntry(path: string, entry: ReadEntry): Promise<string> {
  const hash = createHash('sha256');
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const handle = await open(path, 'wx', 0o600);
  try {
    for await (const piece of entry.content()) {
      hash.update(piece);
      await handle.writeFile(piece);
    }
  } finally {
    await handle.close();
  }
  return hash.digest('hex');
}

function compare(listed: readonly ArchivedFile[], found: readonly ArchivedFile[]): void {
  const digests = new Map(found.map((each) => [each.path, each]));
  const wrong = listed.find(({ path, sha256, sizeBytes }) => digests.get(path)?.sha256 !== sha256 || digests.get(path)?.sizeBytes !== sizeBytes);
  if (wrong !== undefined) throw damaged(`${wrong.path} is not what was backed up`);
  if (listed.length !== found.length) throw damaged('it holds files that are not in its manifest');
}

const largestJsonBytes = 64 * 1024 * 1024;

async function readJson<Schema extends z.ZodType>(entry: ReadEntry, schema: Schema): Promise<z.infer<Schema>> {
  if (entry.sizeBytes > largestJsonBytes) throw damaged(`${entry.path} is too large`);
  const text = Buffer.concat(await collect(entry.content())).toString('utf8');
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw damaged(`${entry.path} cannot be understood`, cause);
  }
}
