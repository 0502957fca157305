import { seededRandom } from '@sora/core/testing';
import { expect, test } from 'vitest';
import type { ChatApi, WireEntry } from './chat-api.ts';
import { readPairs } from './paired-reader.ts';

const keys = [1, 2, 3].map((number) => `sora:message:c:phone:${number}`);

function entry(paymentKey: string, index: number): WireEntry {
  return { seq: index + 1, kind: 'message', version: 1, userId: 'ann', install: 'phone', installSeq: index + 1, paymentKey, digest: '', atMs: 0 };
}

/** What a reader sees of a chat with these paid messages and a wallet with these payments. */
async function seenOf(messages: readonly string[], payments: readonly string[]) {
  const stop = new AbortController();
  let polls = 0;
  const api = {
    entries: async ({ from }: { readonly from: number }) => ({ tenant: 'main', lastSeq: messages.length, entries: messages.map(entry).slice(from - 1) }),
    async postings() {
      if ((polls += 1) === 6) stop.abort();
      return [...payments.map((key) => ({ kind: 'transfer', key, change: '-12' })), { kind: 'transfer', key: 'funds', change: '100' }];
    },
  };
  return readPairs({ apis: () => [api as unknown as ChatApi], chats: ['c'], users: ['ann'], random: seededRandom(1), stop: stop.signal });
}

test('messages with their payments are never apart, and both are looked at', async () => {
  const seen = await seenOf(keys, keys);
  expect(seen).toMatchObject({ polls: 6, apart: [] });
  expect(Math.min(seen.messages, seen.payments)).toBeGreaterThan(0);
});

test('a message without its payment and a payment without its message are found', async () => {
  expect((await seenOf(keys, keys.slice(1))).apart).toContain(`message without payment: ann ${keys[0]}`);
  expect((await seenOf(keys.slice(0, 2), keys)).apart).toContain(`payment without message: ann ${keys[2]}`);
});
