import { toySha256 } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { plainJournal } from '../testing/plain-journal.ts';
import { chatId, type ServedChat, servedChat } from '../testing/served-chat.ts';
import type { ChatEntry } from './chat-entry.ts';
import { type ChatLog, openChatLog } from './chat-log.ts';
import { rehydrate } from './rehydrate.ts';

const tenant = 'main';
const seqs = (entries: readonly ChatEntry[]) => entries.map(({ seq }) => seq);
const upTo = (last: number, from = 1) => Array.from({ length: last - from + 1 }, (_, i) => from + i);
const repair = (log: ChatLog, { api }: ServedChat, latest = 200) => rehydrate({ chatId, log, api, sha256: toySha256, latest });

/** A copy that has these numbers of the server's log. */
async function copyOf(served: ServedChat, has: (seq: number) => boolean) {
  const log = await openChatLog(plainJournal(), chatId);
  await log.put(tenant, (await served.entries(1)).filter(({ seq }) => has(seq)));
  return log;
}

test('a chat that is new here is fetched whole, and proven [MOB-5]', async () => {
  const served = await servedChat(30);
  const log = await copyOf(served, () => false);
  expect(await repair(log, served)).toEqual({ kind: 'complete', lastSeq: 30, fetched: 30 });
  expect(seqs(log.state.entries)).toEqual(upTo(30));
});

test('a complete copy costs one digest and no row', async () => {
  const served = await servedChat(30);
  const log = await copyOf(served, () => true);
  expect(await repair(log, served)).toEqual({ kind: 'complete', lastSeq: 30, fetched: 0 });
  expect(served.asked).toEqual({ rows: 0, digests: 1 });
});

test.each([
  ['the end', (seq: number) => seq <= 60, 40],
  ['a gap', (seq: number) => seq < 40 || seq > 57, 18],
  ['the beginning', (seq: number) => seq > 10, 10],
  ['three gaps', (seq: number) => seq % 30 > 2, 11],
])('only what is missing is fetched: %s', async (_what, has, missing) => {
  const served = await servedChat(100);
  const log = await copyOf(served, has);
  expect(await repair(log, served)).toEqual({ kind: 'complete', lastSeq: 100, fetched: missing });
  expect([served.asked.rows, seqs(log.state.entries)]).toEqual([missing, upTo(100)]);
});

test('a copy that differs from some number on is repaired from there, found by halving', async () => {
  const served = await servedChat(128);
  const log = await copyOf(served, () => true);
  await log.put(tenant, log.state.entries.filter(({ seq }) => seq >= 100).map((entry) => ({ ...entry, digest: 'f'.repeat(64) })));
  expect(await repair(log, served)).toMatchObject({ kind: 'complete', fetched: 29 });
  expect(served.asked.digests).toBeLessThanOrEqual(10);
  expect(log.state.entries).toEqual(await served.entries(1));
});

test('of a long chat the latest entries are fetched, and the rest is no gap', async () => {
  const served = await servedChat(300);
  const log = await copyOf(served, () => false);
  expect(await repair(log, served, 50)).toEqual({ kind: 'complete', lastSeq: 300, fetched: 50 });
  expect(seqs(log.state.entries)).toEqual(upTo(300, 251));
  expect(await repair(log, served, 50)).toMatchObject({ kind: 'complete', fetched: 0 });
});

test('when the server was restored from a backup, what lies past its end is dropped', async () => {
  const long = await servedChat(40);
  const log = await copyOf(long, () => true);
  const restored = await servedChat(25);
  expect(await repair(log, restored)).toMatchObject({ kind: 'complete', lastSeq: 25 });
  expect(log.state.entries).toEqual(await restored.entries(1));
});

test('a server restored to before the copy’s first entry: the copy begins anew', async () => {
  const long = await servedChat(300);
  const log = await copyOf(long, () => false);
  await repair(log, long, 50);
  const restored = await servedChat(120);
  expect(await repair(log, restored, 50)).toMatchObject({ kind: 'complete', lastSeq: 120 });
  expect(seqs(log.state.entries)).toEqual(upTo(120, 71));
});

test('a tampered text is not taken for what the server said, and the copy never claims to be complete with it', async () => {
  const served = await servedChat(10);
  const log = await copyOf(served, () => false);
  const { api } = served;
  const tampering: ServedChat = {
    ...served,
    api: { ...api, page: async (chat, range) => {
      const page = await api.page(chat, range);
      return page.kind === 'answered' ? { kind: 'answered', value: { ...page.value, entries: (page.value.entries as readonly ChatEntry[]).map((entry) => (entry.seq === 4 ? { ...entry, text: 'other words' } : entry)) } } : page;
    } },
  };
  expect((await repair(log, tampering)).kind).toBe('unavailable');
  expect(log.state.entries.some(({ text }) => text === 'other words')).toBe(false);
  expect(await repair(log, served)).toMatchObject({ kind: 'complete', lastSeq: 10 });
});

test('an outage in the middle keeps what has come', async () => {
  const served = await servedChat(10);
  const log = await copyOf(served, (seq) => seq <= 5);
  served.failWith({ kind: 'unavailable' });
  expect(await repair(log, served)).toEqual({ kind: 'unavailable', fetched: 0 });
  expect(seqs(log.state.entries)).toEqual(upTo(5));
  served.failWith({ kind: 'refused', code: 'not-a-member' });
  expect(await repair(log, served)).toEqual({ kind: 'refused', code: 'not-a-member' });
});

test('the copy survives a restart; a disk that refuses costs only that', async () => {
  const served = await servedChat(10);
  const journal = plainJournal();
  await repair(await openChatLog(journal, chatId), served);
  const again = await openChatLog(journal, chatId);
  expect([seqs(again.state.entries), again.state.tenant]).toEqual([upTo(10), tenant]);
  journal.refuse = true;
  await served.say('after the disk was full');
  expect(await repair(again, served)).toMatchObject({ kind: 'complete', fetched: 1 });
  expect(seqs(again.state.entries)).toEqual(upTo(11));
});
