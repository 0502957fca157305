import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BackupRefusedError, damaged } from './backup-refused-error.ts';
import { headEntry } from './physical/archive.ts';

/** `cluster`: the files of an embedded database. `portable`: rows that any PostgreSQL takes. */
export type BackupKind = 'cluster' | 'portable';

/** By what it holds, whatever it is called. @throws {BackupRefusedError} */
export async function recogniseBackup(file: string): Promise<BackupKind> {
  const start = await firstBytes(file);
  if (start.startsWith(headEntry)) return 'cluster';
  if (start.startsWith('{"format":"sora-portable"')) return 'portable';
  throw damaged('it does not begin as one');
}

/** Enough to know, and less than any backup has. */
const neededBytes = 64;

async function firstBytes(file: string): Promise<string> {
  const content = pipeline(createReadStream(file), createGunzip(), () => undefined);
  let start = Buffer.alloc(0);
  try {
    for await (const piece of content as AsyncIterable<Buffer>) {
      start = Buffer.concat([start, piece]);
      if (start.length >= neededBytes) break;
    }
  } catch (error) {
    throw explainUnreadable(file, error);
  }
  return start.subarray(0, neededBytes).toString('latin1');
}

/** What reading a backup met: a file that is not there, or whose compression is broken. Every other error as it came. */
export function explainUnreadable(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  // zlib's codes: Z_DATA_ERROR, Z_BUF_ERROR and their like.
  if (code.startsWith('Z_') || code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return damaged('its compressed data cannot be read', error);
  if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'EISDIR') return error;
  return new BackupRefusedError('SORA_BACKUP_NOT_POSSIBLE', { what: `${file} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : 'this account may not open it'}.`, remedy: 'Name a file that "sora backup" made.', cause: error });
}
