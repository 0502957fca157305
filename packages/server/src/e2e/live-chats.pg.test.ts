import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { postgresChatAnnouncements } from '../adapters/postgres/chat-announcements.ts';
import { openTestChats } from '../adapters/postgres/chats/testing/test-chats.ts';
import { createLiveApp, upTo } from '../http/live/testing/live-app.ts';
import { createTestDatabase, type TestDatabase } from '../testing/test-database.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
afterAll(() => database.close());

const soon = { timeout: 20_000, interval: 20 };

/** A server with stores and a listening connection of its own, on the database that all share. */
async function startServer(name: string) {
  const chats = openTestChats(database, { name: `sora ${name}` });
  const announcements = postgresChatAnnouncements(database);
  const app = await createLiveApp({ shared: { chats: chats.store, announcements }, server: name, pollMs: 2_000, limits: { viewersMs: 50 } });
  return {
    ...app,
    async [Symbol.asyncDispose]() {
      await app[Symbol.asyncDispose]();
      await announcements.close();
      await chats[Symbol.asyncDispose]();
    },
  };
}

const killListeners = () => database.pool.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sora announcements' and datname = current_database()");

test('subscribers of two servers end with the same sequence, though the connections that announce it are killed all the time [CON-7]', async () => {
  await using east = await startServer('east');
  await using west = await startServer('west');
  const clients = await Promise.all([east, west].flatMap((server) => ['alice', 'bob', 'olga'].map((userId) => server.client(userId))));
  for (const client of clients) client.say({ type: 'subscribe', chat: 'c', from: 1 });
  const killing = new AbortController();
  const killer = (async () => {
    for (; !killing.signal.aborted; await sleep(50)) await killListeners();
  })();
  for (let batch = 0; batch < 30; batch++) {
    await Promise.all([east.write('c', 5), west.write('c', 5)]);
    await sleep(20);
  }
  for (const client of clients) await expect.poll(() => client.seqs('c').length, soon).toBe(300);
  killing.abort();
  await killer;
  for (const client of clients) expect(client.seqs('c')).toEqual(upTo(300));
  for (const { ws } of clients) ws.terminate();
});

test('what one server says, members on the other hear: an entry at once, a removal, a reply being written, and who else watches', async () => {
  await using east = await startServer('east');
  await using west = await startServer('west');
  await east.chats.create({ tenant: 'main', id: 'r', kind: 'room', owner: 'olga' });
  await east.chats.admit('main', 'r', { userId: 'alice', role: 'member' });
  await using olga = await east.client('olga');
  await using alice = await west.client('alice');
  for (const client of [olga, alice]) {
    client.say({ type: 'subscribe', chat: 'r', from: 1 });
    await client.next('subscribed');
  }
  const startedAtMs = performance.now();
  await east.write('r', 1);
  await expect.poll(() => alice.seqs('r'), { timeout: 10_000, interval: 2 }).toEqual([1]);
  // Well before anyone asks.
  expect(performance.now() - startedAtMs).toBeLessThan(1_500);
  await expect.poll(() => [olga, alice].map(({ frames }) => frames.findLast(({ type }) => type === 'viewers')), soon).toMatchObject([{ count: 2, servers: 2 }, { count: 2, servers: 2 }]);
  east.liveChats.partial({ tenant: 'main', chat: 'r', userId: 'helper', reply: 'ai-1', offset: 0, text: 'Well,' });
  expect(await alice.next('partial')).toMatchObject({ reply: 'ai-1', text: 'Well,' });
  await east.chats.remove('main', 'r', 'alice');
  east.liveChats.removed({ tenant: 'main', chat: 'r', userId: 'alice' });
  expect(await alice.next('unsubscribed')).toMatchObject({ chat: 'r', code: 'not-a-member' });
});
