import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { mapDatabaseError } from './database-error.ts';

/** Reading a whole table takes as long as it takes; the pool's own limit is for statements that somebody waits for. */
const longestReadMs = 24 * 60 * 60_000;

/** A field of a row; null is SQL's null. */
export type CopiedField = string | null;
export type CopiedRow = readonly CopiedField[];

/**
 * The rows of a query in pages, as text, by COPY: a third of the processor time of a cursor.
 * The connection is of use afterwards only if all pages were read.
 * @param select without parameters: COPY takes none
 * @throws {SoraError} `database-unavailable`
 */
export async function* copyOut(client: Pick<PoolClient, 'query'>, select: string): AsyncGenerator<readonly CopiedRow[]> {
  const stream = client.query(Object.assign(copyTo(`copy (${select}) to stdout`), { query_timeout: longestReadMs }));
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      const end = bytes.lastIndexOf(newline) + 1;
      rest = bytes.subarray(end);
      if (end > 0) yield rowsOf(bytes.toString('utf8', 0, end - 1));
    }
  } catch (error) {
    throw mapDatabaseError(error);
  } finally {
    // pg times it like every query and would go on waiting for an end that this stream does not report.
    (stream as { readonly callback?: () => void }).callback?.();
  }
}

const newline = 0x0a;

function rowsOf(lines: string): readonly CopiedRow[] {
  return lines.split('\n').map((line) => line.split('\t').map(fieldOf));
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

function fieldOf(text: string): CopiedField {
  if (!text.includes('\\')) return text;
  return text === '\\N' ? null : text.replaceAll(/\\(.)/g, (_escape, letter: string) => escapes[letter] ?? letter);
}
