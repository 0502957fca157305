import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { message, openChats, openTestChats } from './testing/test-chats.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
afterAll(() => database.close());

/** Rows of the log that were read by way of its indexes. */
async function rowsRead(): Promise<number> {
  const { rows: [row] } = await database.pool.query<{ read: number }>(`select sum(idx_tup_read)::int as read from pg_stat_user_indexes where relname = 'entry'`);
  return row?.read ?? 0;
}

test('plans that were made while there was nothing read a row for each repeat, and not the whole chat', async () => {
  const chats = openTestChats(database, { lanes: 1 });
  await openChats(chats, ['c'], ['ann']);
  const rounds = Array.from({ length: 10 }, (_, round) => Array.from({ length: 100 }, (_none, n) => round * 100 + n + 1));
  for (const round of rounds) {
    await Promise.all(round.map((n) => chats.store.send(message('ann', n))));
    await chats.store.send({ ...message('ann', 10_000 + (round[0] ?? 0)), kind: 'edit', target: 1 });
  }
  for (const round of rounds) await Promise.all(round.map((n) => chats.store.send(message('ann', n))));
  // With its connections the last of the counts is written down.
  await chats[Symbol.asyncDispose]();
  await expect.poll(rowsRead, { timeout: 5_000 }).toBeGreaterThanOrEqual(1_000);
  expect(await rowsRead()).toBeLessThan(2_000);
});
