import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { banSql, postgresBans } from './bans.ts';
import { postgresChats } from './read-chats.ts';
import { admitSql, postgresMembers } from './read-members.ts';
import { emptyChats } from './testing/test-chats.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
beforeEach(async () => {
  await emptyChats(database.pool);
  await database.pool.query('truncate chat_ban, chat_left');
  await postgresChats(database.pool).create({ tenant: 'main', id: 'r', kind: 'room', owner: 'olga' });
});
afterAll(() => database.close());

const ban = ['main', 'r', 'zoe', null, 'olga'];
const admission = ['main', 'r', 'zoe', 'member'];

/** Begins one of them, asks for the other, and only then lets the first be; answers what the second was told. */
async function oneDuringTheOther(first: readonly [string, readonly unknown[]], second: readonly [string, readonly unknown[]]): Promise<unknown> {
  const client = await database.pool.connect();
  try {
    await client.query('begin');
    await client.query(first[0], [...first[1]]);
    let isAnswered = false;
    const answer = database.pool.query(second[0], [...second[1]]).finally(() => { isAnswered = true; });
    await sleep(100);
    expect(isAnswered, 'the second waits for the first').toBe(false);
    await client.query('commit');
    return (await answer).rows[0];
  } finally {
    client.release();
  }
}

test('who is just being let in when they are banned is removed', async () => {
  await oneDuringTheOther([admitSql, admission], [banSql, ban]);
  expect(await postgresMembers(database.pool).member('main', 'r', 'zoe')).toBeUndefined();
});

test('who is just being banned is not let in', async () => {
  expect(await oneDuringTheOther([banSql, ban], [admitSql, admission])).toEqual({ is_there: false });
  expect(await postgresMembers(database.pool).member('main', 'r', 'zoe')).toBeUndefined();
  expect(await postgresBans(database.pool).banOf('main', 'r', 'zoe')).toMatchObject({ bannedBy: 'olga', untilMs: undefined });
});

test('joins do not wait for each other, nor for a batch that is being written', async () => {
  const client = await database.pool.connect();
  await client.query('begin');
  await client.query(`select from chat where chat = 'r' for no key update`);
  const members = postgresMembers(database.pool);
  expect(await Promise.all(Array.from({ length: 50 }, (_, n) => members.admit('main', 'r', { userId: `viewer-${n}`, role: 'member' })))).toEqual(Array.from({ length: 50 }, () => true));
  await client.query('rollback');
  client.release();
});

test('what slow mode remembers of those who left goes after a day', async () => {
  const { pool } = database;
  await pool.query(`insert into chat_left select 'main', 'r', 'old-' || n, clock_timestamp() - interval '25 hours' from generate_series(1, 12) n`);
  for (const userId of ['a', 'b']) {
    await postgresMembers(pool).admit('main', 'r', { userId, role: 'member' });
    await pool.query('update chat_member set last_sent_at = clock_timestamp() where user_id = $1', [userId]);
    await postgresMembers(pool).remove('main', 'r', userId);
  }
  expect((await pool.query('select user_id from chat_left order by user_id')).rows).toEqual([{ user_id: 'a' }, { user_id: 'b' }]);
});
