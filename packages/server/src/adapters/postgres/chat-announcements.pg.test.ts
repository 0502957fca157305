import { setTimeout as sleep } from 'node:timers/promises';
import type { AnnouncedHead, LiveSignal } from '@sora/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresChatAnnouncements } from './chat-announcements.ts';
import { chatAnnouncer } from './chats/announcer.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
afterAll(() => database.close());

const soon = { timeout: 10_000, interval: 10 };
const removed: LiveSignal = { kind: 'removed', tenant: 'main', chat: 'c', userId: 'alice' };
const viewers = (sample: readonly string[]): LiveSignal => ({ kind: 'viewers', report: { server: 'east', tenant: 'main', chat: 'r', count: 1, sample } });

/** A server that listens, and what it heard. */
async function listening() {
  const heard = { heads: [] as AnnouncedHead[], signals: [] as LiveSignal[], lapses: 0, losses: 0 };
  const announcements = postgresChatAnnouncements({ ...database, onLost: () => { heard.losses += 1; } });
  announcements.listen({ grown: (heads) => heard.heads.push(...heads), signal: (signal) => heard.signals.push(signal), lapsed: () => { heard.lapses += 1; } });
  await expect.poll(() => heard.lapses, soon).toBe(1);
  return { ...announcements, heard, [Symbol.asyncDispose]: () => announcements.close() };
}

const killListeners = () => database.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sora announcements' and datname = current_database()");

test('every server hears which chats have grown', async () => {
  await using east = await listening();
  await using west = await listening();
  chatAnnouncer(database.pool).announce([{ tenant: 'main', chat: 'c', lastSeq: 7 }]);
  for (const { heard } of [east, west]) await expect.poll(() => heard.heads, soon).toEqual([{ tenant: 'main', chat: 'c', lastSeq: 7 }]);
});

test('a signal is heard once by every server, by the one that told it too', async () => {
  await using east = await listening();
  await using west = await listening();
  east.tell(removed);
  expect(east.heard.signals).toEqual([removed]);
  west.tell(viewers(['bob']));
  await expect.poll(() => [east.heard.signals, west.heard.signals], soon).toEqual([[removed, viewers(['bob'])], [viewers(['bob']), removed]]);
  await sleep(100);
  expect([east.heard.signals.length, west.heard.signals.length]).toEqual([2, 2]);
});

test('a server whose connection was lost connects again, and knows that it may have missed something', async () => {
  await using east = await listening();
  await killListeners();
  await expect.poll(() => east.heard.lapses, soon).toBe(2);
  chatAnnouncer(database.pool).announce([{ tenant: 'main', chat: 'd', lastSeq: 1 }]);
  await expect.poll(() => [east.heard.heads.length, east.heard.losses], soon).toEqual([1, 1]);
});

test('a server whose connection is killed in whatever state it is in lives on, and hears again once it is left alone', async () => {
  await using east = await listening();
  for (let n = 0; n < 100; n++) {
    await killListeners();
    await sleep(n % 10);
  }
  await expect.poll(() => {
    east.heard.heads.length = 0;
    chatAnnouncer(database.pool).announce([{ tenant: 'main', chat: 'e', lastSeq: 1 }]);
    return sleep(50).then(() => east.heard.heads.length);
  }, soon).toBe(1);
});

test('fifty viewers with the longest names fit into one word between servers; what does not fit is dropped, and the rest goes on', async () => {
  await using east = await listening();
  await using west = await listening();
  const crowd = viewers(Array.from({ length: 50 }, (_, n) => `${n}`.padStart(128, 'x')));
  west.tell(viewers(['x'.repeat(8_000)]));
  west.tell(crowd);
  await expect.poll(() => east.heard.signals, soon).toEqual([crowd]);
});

test('words that are not understood are found out by asking, and never end the process', async () => {
  await using east = await listening();
  await database.pool.query("select pg_notify('sora_chat', 'main/c/7'), pg_notify('sora_live', 'what'), pg_notify('sora_live', '{\"from\":\"x\",\"signal\":{\"kind\":\"new\"}}')");
  await expect.poll(() => east.heard.lapses, soon).toBe(2);
  expect(east.heard.signals).toEqual([]);
});

test('a server hangs up at once when it stops, also while the database is away', async () => {
  const away = postgresChatAnnouncements({ url: 'postgres://nobody@127.0.0.1:1/none', pool: database.pool });
  await sleep(50);
  const startedAtMs = performance.now();
  await away.close();
  expect(performance.now() - startedAtMs).toBeLessThan(1_000);
});
