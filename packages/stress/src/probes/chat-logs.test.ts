import { createHash } from 'node:crypto';
import { type Entry, entryDigestOf, genesisDigest } from '@sora/core';
import { expect, test } from 'vitest';
import { type ChatHead, inspectLogs } from './chat-logs.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function logOf(kinds: readonly Entry['kind'][]): readonly Entry[] {
  let previous = genesisDigest;
  return kinds.map((kind, index) => {
    const target = kind === 'message' ? undefined : 1;
    const unsealed = { tenant: 'main', chat: 'c', seq: index + 1, userId: 'ann', install: 'phone', installSeq: index + 1, kind, target, version: 1, content: undefined, contentDigest: 'c', paymentKey: undefined, ai: undefined, atMs: index };
    previous = entryDigestOf(unsealed, previous, sha256);
    return { ...unsealed, digest: previous };
  });
}

const log = logOf(['message', 'message', 'edit', 'delete']);
const head: ChatHead = { chat: 'c', lastSeq: 4, digest: log.at(-1)?.digest ?? '', messages: 1 };
const found = (heads: readonly ChatHead[], entries: readonly Entry[]) => {
  const { gaps, wrongHeads, brokenDigests } = inspectLogs(heads, entries);
  return { gaps, wrongHeads, brokenDigests };
};
const nothing = { gaps: [], wrongHeads: [], brokenDigests: [] };

test('a log as it was written, and a chat without one, are right', () => {
  expect(found([head, { chat: 'd', lastSeq: 0, digest: genesisDigest, messages: 0 }], log)).toEqual(nothing);
});

test('an entry that is missing is a gap, breaks the chain behind it, and makes the head wrong', () => {
  expect(found([head], log.toSpliced(1, 1))).toEqual({ gaps: ['c'], wrongHeads: ['c'], brokenDigests: ['c 3'] });
});

test('an entry that was altered has another digest than it should', () => {
  for (const other of [{ userId: 'bob' }, { contentDigest: 'x' }, { atMs: 7 }, { paymentKey: 'paid' }]) {
    expect(found([head], log.map((entry) => (entry.seq === 2 ? { ...entry, ...other } : entry))), JSON.stringify(other)).toEqual({ ...nothing, brokenDigests: ['c 2'] });
  }
});

test('a head with another end, digest or count of messages than its log is wrong', () => {
  for (const other of [{ lastSeq: 5 }, { digest: genesisDigest }, { messages: 2 }]) expect(found([{ ...head, ...other }], log)).toEqual({ ...nothing, wrongHeads: ['c'] });
});
