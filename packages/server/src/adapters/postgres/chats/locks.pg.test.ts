import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { emptyChats, message, openChats, openTestChats, paid, type TestChats } from './testing/test-chats.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
beforeEach(() => emptyChats(database.pool));
afterAll(() => database.close());

/** A server whose batches stop once they have read what they decide on, until they may go on. */
function heldServer() {
  const [hasRead, mayGoOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const chats = openTestChats(database, {
    async tap(statement, send) {
      const answer = await send();
      if (!statement.includes('chat_lock_and_read')) return answer;
      hasRead.resolve();
      await mayGoOn.promise;
      return answer;
    },
  });
  return { chats, hasRead: hasRead.promise, goOn: mayGoOn.resolve };
}

async function untilSomebodyWaits(): Promise<void> {
  const waiting = async () => (await database.pool.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount;
  await expect.poll(waiting, { timeout: 10_000, interval: 5 }).toBeGreaterThan(0);
}

describe.each(['send', 'sendPaid'] as const)('while a batch is between reading and writing (%s)', (how) => {
  test.each([
    ['a removal', async ({ store }: TestChats) => [await store.remove('main', 'c', 'ann'), (await store.chat('main', 'c'))?.lastSeq], [true, 1]],
    ['a change of role', async ({ store }: TestChats) => [await store.admit('main', 'c', { userId: 'ann', role: 'moderator' }), (await store.chat('main', 'c'))?.lastSeq], [true, 1]],
    ['closing the chat', async ({ store }: TestChats) => [(await store.configure('main', 'c', { isClosed: true }))?.lastSeq], [1]],
    ['a message at another server', async ({ store }: TestChats) => [(await store.send(message('bob', 1))).kind, (await store.chat('main', 'c'))?.lastSeq], ['written', 2]],
  ] as const)('%s waits until it is written', async (_, act, expected) => {
    const { chats, hasRead, goOn } = heldServer();
    await using held = chats;
    await using other = openTestChats(database);
    await openChats(other, ['c'], ['ann', 'bob']);
    const sent = how === 'send' ? held.store.send(message('ann', 1)) : held.store.sendPaid(paid(message('ann', 1)));
    await hasRead;
    const acted = act(other);
    await Promise.race([untilSomebodyWaits(), acted]);
    goOn();
    expect(await sent).toMatchObject({ kind: 'written', entry: { seq: 1 } });
    expect(await acted).toEqual(expected);
  });
});
