import { open } from 'node:fs/promises';
import { SoraError } from '@sora/core';

/** Four times what Firebase takes: what is larger is no rules file. */
const mostBytes = 1024 * 1024;

/**
 * The text of a file that the settings name.
 * @param setting its name, for the one who has to mend it
 * @throws {SoraError} `not-set-up`, saying why it cannot be read
 */
export async function readRulesFile(path: string, setting: string): Promise<string> {
  const refuse = (why: string, cause?: unknown) => new SoraError('not-set-up', { detail: `${setting} names ${path}, which cannot be read: ${why}.`, cause });
  const bytes = await readAtMost(path, mostBytes).catch((cause: unknown) => { throw refuse(reasonOf(cause), cause); });
  if (bytes === undefined) throw refuse('it is larger than 1 MB');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw refuse('it is not text in UTF-8', cause);
  }
}

/** Undefined for a larger one; a pipe or device that never ends is larger too. */
async function readAtMost(path: string, most: number): Promise<Uint8Array | undefined> {
  await using file = await open(path);
  if (!(await file.stat()).isFile()) throw new Error('it is not a file');
  const { buffer, bytesRead } = await file.read({ buffer: new Uint8Array(most + 1), position: 0 });
  return bytesRead > most ? undefined : buffer.subarray(0, bytesRead);
}

const reasons: Readonly<Record<string, string>> = { ENOENT: 'there is no such file', EISDIR: 'it is a folder', EACCES: 'the server may not read it' };

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : 'it failed');
}
