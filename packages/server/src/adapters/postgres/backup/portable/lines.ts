import { damaged } from '../backup-refused-error.ts';

/** Longest line that is read, in characters: PostgreSQL's own largest value is not much longer. */
const longestLine = 256 * 1024 * 1024;
const chunkBytes = 64 * 1024;

/** Cuts a stream of UTF-8 into its lines, without their ends. @throws {BackupRefusedError} when the last line has no end */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const piece of bytes) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestLine) throw damaged('a line of it has no end');
    yield* lines;
  }
  if (rest !== '') throw damaged('it ends too early');
}

/** Joins lines into pieces of about 64 KB: a stream takes as long for a small piece as for a large one. */
export async function* joined(lines: AsyncIterable<string> | Iterable<string>): AsyncGenerator<Uint8Array> {
  let waiting = '';
  for await (const line of lines) {
    waiting += `${line}\n`;
    if (waiting.length < chunkBytes) continue;
    yield Buffer.from(waiting);
    waiting = '';
  }
  if (waiting !== '') yield Buffer.from(waiting);
}
