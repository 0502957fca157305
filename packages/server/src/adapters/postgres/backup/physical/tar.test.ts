import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { collect } from '../collect.ts';
import { readExactly } from './read-changing.ts';
import { unpackTar } from './tar-read.ts';
import { packTar, type TarEntry, textEntry } from './tar-write.ts';

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}

async function unpacked(bytes: Buffer): Promise<readonly string[]> {
  // Cut at odd places: a stream promises nothing about them.
  const pieces = Array.from({ length: Math.ceil(bytes.length / 700) }, (_, at) => bytes.subarray(at * 700, (at + 1) * 700));
  const found: string[] = [];
  for await (const entry of unpackTar(each(pieces))) found.push(`${entry.path}=${Buffer.concat(await collect(entry.content())).toString()}`);
  return found;
}

const entries: readonly TarEntry[] = [{ path: 'folder', type: 'Directory', sizeBytes: 0, content: [] }, textEntry('a', 'x'.repeat(512)), textEntry(`${'b'.repeat(110)}/c`, 'hello'), textEntry('empty', '')];

test('an archive comes back as it went in, whatever its pieces', async () => {
  const bytes = Buffer.concat(await collect(packTar(each(entries))));
  expect(await unpacked(bytes)).toEqual(['folder=', `a=${'x'.repeat(512)}`, `${'b'.repeat(110)}/c=hello`, 'empty=']);
});

test('an archive that is cut or has a wrong header is refused', async () => {
  const bytes = Buffer.concat(await collect(packTar(each(entries))));
  await expect(unpacked(bytes.subarray(0, 1_000))).rejects.toMatchObject({ code: 'SORA_BACKUP_DAMAGED', message: expect.stringContaining('ends too early') });
  const garbled = Buffer.from(bytes);
  // The size of the first entry, in the form for large numbers, of which this is none.
  garbled[124] = 0x90;
  await expect(unpacked(garbled)).rejects.toMatchObject({ code: 'SORA_BACKUP_DAMAGED' });
  bytes.write('z', 0);
  await expect(unpacked(bytes)).rejects.toMatchObject({ code: 'SORA_BACKUP_DAMAGED', message: expect.stringContaining('unreadable') });
});

test('a file that grows while it is read gives what it had, and one that shrinks is filled up with zeros', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sora read '));
  const path = join(folder, 'file');
  await writeFile(path, 'abcdef');
  const file = await open(path, 'r');
  expect(Buffer.concat(await collect(readExactly(file, 4))).toString()).toBe('abcd');
  expect(Buffer.concat(await collect(readExactly(file, 8)))).toEqual(Buffer.from('abcdef\0\0'));
  await file.close();
  await rm(folder, { recursive: true });
});
