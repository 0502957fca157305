import { fakeClock, fakeTimers, toySha256 } from '@sora/core/testing';
import { expect, test } from 'vitest';
import type { ChatNews, LiveConnection } from '../live/live-connection.ts';
import { plainJournal } from '../testing/plain-journal.ts';
import { chatId, servedChat } from '../testing/served-chat.ts';
import { openChatLog } from './chat-log.ts';
import { openChat } from './open-chat.ts';

async function opening(said: number) {
  const served = await servedChat(said);
  const clock = fakeClock(0);
  const timers = fakeTimers(clock);
  const followed: { hear: (news: ChatNews) => void; from: number[]; isStopped: boolean } = { hear: () => undefined, from: [], isStopped: false };
  const live: LiveConnection = {
    state: 'connected',
    follow(_chat, hear) {
      followed.hear = hear;
      return { from: (seq) => followed.from.push(seq), stop: () => { followed.isStopped = true; } };
    },
    wake: () => undefined,
    stop: () => undefined,
  };
  const chat = openChat({ chatId, log: await openChatLog(plainJournal(), chatId), api: served.api, live, monotonic: clock, timers, sha256: toySha256 });
  return { served, timers, followed, chat };
}

test('a chat is made complete, then followed from its end [MOB-5]', async () => {
  const { chat, followed, timers } = await opening(12);
  expect([chat.state.isFresh, chat.state.isMember]).toEqual([false, undefined]);
  await timers.advance(0);
  expect([chat.state.isFresh, chat.state.isMember, chat.state.entries.length, followed.from]).toEqual([true, true, 12, [13]]);
});

test('what comes live is checked and appended without asking the server', async () => {
  const { chat, served, followed, timers } = await opening(3);
  await timers.advance(0);
  const before = { ...served.asked };
  followed.hear({ type: 'entries', chat: chatId, entries: [await served.say('new')] });
  expect([chat.state.entries.map(({ seq }) => seq), served.asked]).toEqual([[1, 2, 3, 4], before]);
});

test('a gap in what comes live is repaired, and only the gap', async () => {
  const { chat, served, followed, timers } = await opening(3);
  await timers.advance(0);
  await served.say('missed');
  const late = await served.say('late');
  followed.hear({ type: 'entries', chat: chatId, entries: [late] });
  await timers.advance(0);
  expect([chat.state.entries.length, served.asked.rows, followed.from]).toEqual([5, 5, [4, 6]]);
});

test('entries that are there already are skipped', async () => {
  const { chat, served, followed, timers } = await opening(3);
  await timers.advance(0);
  const before = { ...served.asked };
  followed.hear({ type: 'entries', chat: chatId, entries: await served.entries(1) });
  await timers.advance(0);
  expect([chat.state.entries.length, served.asked]).toEqual([3, before]);
});

test('after five minutes without proof the server is asked for its digest, and nothing else [MOB-5]', async () => {
  const { served, timers } = await opening(3);
  await timers.advance(0);
  const before = { ...served.asked };
  await timers.advance(5 * 60_000 - 1);
  expect(served.asked).toEqual(before);
  await timers.advance(1);
  expect(served.asked).toEqual({ ...before, digests: before.digests + 1 });
});

test('while the server is away it is asked every 5 s, and what is there stays readable', async () => {
  const { chat, served, followed, timers } = await opening(3);
  await timers.advance(0);
  served.failWith({ kind: 'unavailable' });
  followed.hear({ type: 'behind' });
  await timers.advance(12_000);
  expect([chat.state.entries.length, chat.state.isFresh]).toEqual([3, true]);
  served.failWith(undefined);
  await served.say('back');
  await timers.advance(5_000);
  expect([chat.state.entries.length, followed.from]).toEqual([4, [4, 5]]);
});

test('someone who was removed is told so, and keeps what was there', async () => {
  const { chat, followed, timers } = await opening(3);
  await timers.advance(0);
  followed.hear({ type: 'not-a-member' });
  expect([chat.state.isMember, chat.state.entries.length]).toEqual([false, 3]);
});

test('pieces of an AI reply are put together while it is written, and go when the entry comes', async () => {
  const { chat, served, followed, timers } = await opening(1);
  await timers.advance(0);
  const piece = (offset: number, text: string) => { followed.hear({ type: 'partial', chat: chatId, userId: 'assistant', reply: 'r1', offset, text }); };
  piece(0, 'Hel');
  piece(9, 'out of place');
  piece(3, 'lo');
  expect(chat.state.partials).toEqual({ r1: 'Hello' });
  followed.hear({ type: 'entries', chat: chatId, entries: [await served.say('Hello there')] });
  expect(chat.state.partials).toEqual({});
});

test('a closed chat asks nothing more', async () => {
  const { chat, served, followed, timers } = await opening(3);
  await timers.advance(0);
  const before = { ...served.asked };
  chat.close();
  await timers.advance(3_600_000);
  expect([served.asked, followed.isStopped, timers.pending]).toEqual([before, true, 0]);
});
