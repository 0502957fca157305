import { expect, test } from 'vitest';
import { collect } from '../collect.ts';
import { joined, linesOf } from './lines.ts';

async function* bytesOf(text: string, pieceBytes: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes);
}

test.each([1, 2, 3, 7, 100])('lines come back as they were joined, in pieces of %i bytes', async (pieceBytes) => {
  const lines = ['one', '', 'zwölf 🙂', '{"a":1}'];
  const text = Buffer.concat(await collect(joined(lines))).toString();
  expect(await collect(linesOf(bytesOf(text, pieceBytes)))).toEqual(lines);
});

test('a last line without its end is refused', async () => {
  await expect(collect(linesOf(bytesOf('one\ntwo', 3)))).rejects.toMatchObject({ code: 'SORA_BACKUP_DAMAGED' });
});
