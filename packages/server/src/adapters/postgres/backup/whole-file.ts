import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, link, lstat, open, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { isAlive } from '../embedded/process-state.ts';
import { BackupRefusedError } from './backup-refused-error.ts';

export interface WholeFile {
  readonly file: string;
  /** Replaces a file that is there. */
  readonly force: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Fast rather than small: under load the processor belongs to the server. */
const gzipLevel = 1;

/**
 * Writes a compressed file that is there wholly or not at all: beside its place first, on the disk, then moved. Only its owner may read it.
 * @returns its size in bytes
 * @throws {BackupRefusedError} when it exists already, or cannot be written
 */
export async function writeWhole({ file, force, signal }: WholeFile, content: AsyncIterable<Uint8Array>): Promise<number> {
  const partial = `${resolve(file)}.partial-${process.pid}-${randomUUID().slice(0, 8)}`;
  try {
    await removeAbandoned(resolve(file));
    const size = await fill(partial, content, signal);
    await moveInto(resolve(file), partial, force);
    return size;
  } catch (error) {
    throw explain(file, error);
  } finally {
    await rm(partial, { force: true });
  }
}

/** Asked before the work begins, so that nobody waits for a refusal. @throws {BackupRefusedError} */
export async function refuseUnwritable({ file, force }: WholeFile): Promise<void> {
  try {
    await access(dirname(resolve(file)), constants.W_OK | constants.X_OK);
  } catch (error) {
    throw explain(file, error);
  }
  if (!force && (await lstat(file).catch(() => undefined)) !== undefined) throw exists(file);
}

async function fill(partial: string, content: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): Promise<number> {
  const handle = await open(partial, 'wx', 0o600);
  try {
    const write = async (pieces: AsyncIterable<Uint8Array>) => {
      for await (const piece of pieces) await handle.writeFile(piece);
    };
    await pipeline(Readable.from(content, { objectMode: false }), createGzip({ level: gzipLevel }), write, signal === undefined ? {} : { signal });
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

async function moveInto(file: string, partial: string, force: boolean): Promise<void> {
  if (force || !(await linked(file, partial))) await rename(partial, file);
  const folder = await open(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

/** A link fails where a file is already: unlike a look and a move, it leaves no moment in between. False where the file system has no links, as on a memory stick. */
async function linked(file: string, partial: string): Promise<boolean> {
  try {
    await link(partial, file);
    return true;
  } catch (error) {
    const hasNone = error instanceof Error && 'code' in error && ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(String(error.code));
    if (!hasNone) throw error;
    if ((await lstat(file).catch(() => undefined)) !== undefined) throw exists(file);
    return false;
  }
}

/** What backups left that were killed: named after their process, which is gone. */
async function removeAbandoned(file: string): Promise<void> {
  const prefix = `${basename(file)}.partial-`;
  for (const name of await readdir(dirname(file))) {
    const pid = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : Number.NaN;
    if (Number.isSafeInteger(pid) && !(await isAlive(pid))) await rm(join(dirname(file), name), { force: true });
  }
}

const reasons: Readonly<Record<string, readonly [what: string, remedy: string]>> = {
  ENOSPC: ['there is no space left on its disk', 'Free some space there, or name a file on another disk.'],
  EDQUOT: ['there is no space left on its disk', 'Free some space there, or name a file on another disk.'],
  ENOENT: ['its folder does not exist', 'Make the folder first, or name a file elsewhere.'],
  EACCES: ['this account may not write there', 'Name a file in a folder of this account.'],
  EROFS: ['its file system is read-only', 'Name a file elsewhere.'],
};

function explain(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error && 'syscall' in error && isAbout(file, error) ? String(error.code) : '';
  if (code === 'EEXIST') return exists(file);
  const reason = reasons[code];
  return reason === undefined ? error : new BackupRefusedError('SORA_BACKUP_NOT_WRITTEN', { what: `${file} cannot be written: ${reason[0]}.`, remedy: reason[1], cause: error });
}

/** What is read on the way has its own errors; a write that fails names no path. */
function isAbout(file: string, error: Error): boolean {
  return !('path' in error) || [resolve(file), dirname(resolve(file))].some((place) => String(error.path).startsWith(place));
}

function exists(file: string): BackupRefusedError {
  return new BackupRefusedError('SORA_BACKUP_EXISTS', { what: `${file} exists already.`, remedy: 'Name another file, or replace this one with --force.' });
}
