import { createHash } from 'node:crypto';
import { contentDigestOf, entryDigestOf, genesisDigest } from '@sora/core';
import { expect, test } from 'vitest';
import type { ChatApi, WireEntry } from './chat-api.ts';
import { rehydrate } from './rehydration.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function logOf(count: number): readonly WireEntry[] {
  let digest = genesisDigest;
  return Array.from({ length: count }, (_, index) => {
    const [text, salt, seq] = [`text ${index}`, '0'.repeat(32), index + 1];
    const wire = { seq, kind: 'message' as const, version: 1, userId: 'ann', install: 'phone', installSeq: seq, contentDigest: contentDigestOf({ text, salt }, sha256), atMs: 0 };
    digest = entryDigestOf({ ...wire, tenant: 'main', chat: 'c', content: { text, salt }, target: undefined, paymentKey: undefined, ai: undefined }, digest, sha256);
    return { ...wire, text, salt, digest };
  });
}

const log = logOf(20);
const lacking = log.filter(({ seq }) => seq < 5 || seq > 8);

/** A server that answers with the entries that this picks for what was asked. */
function server(pick: (from: number, to: number) => readonly WireEntry[]): ChatApi {
  const api: Partial<ChatApi> = {
    digest: async (_chat, atSeq = log.length) => ({ seq: atSeq, digest: log[atSeq - 1]?.digest ?? genesisDigest }),
    entries: async ({ from, to = log.length }) => ({ tenant: 'main', lastSeq: log.length, entries: pick(from, to) }),
  };
  return { ...api, bytesRead: 0 } as ChatApi;
}

const asked = (from: number, to: number) => log.slice(from - 1, to);

test('what is missing is fetched, and the log is proven by its digest', async () => {
  expect(await rehydrate(server(asked), 'c', lacking)).toMatchObject({ rows: 4, isProven: true, log });
  expect(await rehydrate(server(asked), 'c', log)).toMatchObject({ rows: 0, digestsAsked: 1, isProven: true });
});

test('more rows than were asked for are counted', async () => {
  expect((await rehydrate(server((from) => log.slice(from - 1)), 'c', lacking)).rows).toBe(16);
});

test('a row that was altered on its way does not prove', async () => {
  for (const change of [{ text: 'else' }, { userId: 'bob' }, { paymentKey: 'paid' }]) {
    const altered = (from: number, to: number) => asked(from, to).map((entry) => (entry.seq === 6 ? { ...entry, ...change } : entry));
    expect(await rehydrate(server(altered), 'c', lacking), JSON.stringify(change)).toMatchObject({ rows: 4, isProven: false });
  }
});
