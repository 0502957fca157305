import { aiBudgetStoreContract } from '@sora/core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresAiBudgetStore } from './ai-budget-store.ts';
import { emptyChats, message, openTestChats, type TestChats } from './chats/testing/test-chats.ts';

let database: TestDatabase;
/** As another server has it. */
let otherPool: Pool;
const opened: TestChats[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  otherPool = new Pool({ connectionString: database.url, max: 4 });
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterEach(async () => {
  for (const chats of opened.splice(0)) await chats[Symbol.asyncDispose]();
});
afterAll(async () => {
  await otherPool.end();
  await database.close();
});

async function open() {
  const { pool } = database;
  await emptyChats(pool);
  await pool.query('truncate ai_budget, ai_usage, ai_reservation');
  const chats = openTestChats(database);
  opened.push(chats);
  const nextDay = async () => { await pool.query(`with used as (update ai_usage set day = day - 1) update ai_reservation set expires_at = expires_at - interval '1 day'`); };
  return { store: postgresAiBudgetStore(pool), elsewhere: postgresAiBudgetStore(otherPool), chats: chats.store, nextDay };
}

aiBudgetStoreContract(open);

test('what was counted is what the rows come to, with two servers that write and kept replies that are sent again', async () => {
  const { chats, store } = await open();
  const others = openTestChats(database, { name: 'sora other' });
  opened.push(others);
  await store.set('main', { kind: 'tenant' }, { tokens: 1, cost: undefined });
  for (const chat of ['c', 'd', 'e']) {
    await chats.create({ tenant: 'main', id: chat, kind: 'group', owner: 'olga' });
    await chats.admit('main', chat, { userId: 'helper', role: 'member' });
  }
  await Promise.all(Array.from({ length: 300 }, (_, n) => {
    const ai = { model: 'm', inputTokens: n % 9, outputTokens: 2, costMinor: BigInt(n % 5), unit: n % 4 === 0 ? 'EUR' : 'USD', ...(n % 3 === 0 ? {} : { askedBy: `user-${(n * 7) % 13}` }) };
    return (n % 2 === 0 ? chats : others.store).send({ ...message('helper', (n % 150) + 1, 'x', ['c', 'd', 'e'][(n * 5) % 3]), ai });
  }));
  const { rows } = await database.pool.query(countedOtherwiseSql);
  expect(rows).toEqual([]);
  expect((await database.pool.query(`select sum(replies)::int as replies from ai_usage where scope = 'tenant'`)).rows).toEqual((await database.pool.query('select count(*)::int as replies from entry where ai is not null')).rows);
});

test('batches that count the same users in another order wait for each other once, and never in a circle', async () => {
  await open();
  const [one, two] = [await database.pool.connect(), await database.pool.connect()];
  const count = (client: typeof one, chat: string, seq: number, askedBy: string) => client.query(countSql, [chat, seq, JSON.stringify({ model: 'm', inputTokens: 1, outputTokens: 1, costMinor: '0', unit: 'USD', askedBy })]);
  for (const client of [one, two]) await client.query('begin');
  await count(one, 'c', 1, 'alice');
  const waiting = count(two, 'd', 1, 'bob');
  await sleep(100);
  await count(one, 'c', 2, 'bob');
  await one.query('commit');
  await waiting;
  await count(two, 'd', 2, 'alice');
  await two.query('commit');
  for (const client of [one, two]) client.release();
  expect((await database.pool.query(`select subject, replies::int from ai_usage where scope = 'user' order by subject`)).rows).toEqual([{ subject: 'alice', replies: 2 }, { subject: 'bob', replies: 2 }]);
});

const countSql = `
  insert into entry (tenant, chat, seq, user_id, install, install_seq, kind, version, content_digest, ai, digest, at)
  values ('main', $1, $2, 'helper', 'backend', $2, 'message', 1, decode(repeat('00', 32), 'hex'), $3, decode(repeat('00', 32), 'hex'), clock_timestamp())`;

const countedOtherwiseSql = `
  with counted as (
    select e.tenant, s.scope, s.subject, (e.at at time zone 'UTC')::date as day, count(*) as replies, sum((ai ->> 'inputTokens')::numeric + (ai ->> 'outputTokens')::numeric) as tokens,
      sum((ai ->> 'costMinor')::numeric) filter (where ai ->> 'unit' = 'USD') as usd, sum((ai ->> 'costMinor')::numeric) filter (where ai ->> 'unit' = 'EUR') as eur
    from entry e cross join lateral (values ('tenant', ''), ('chat', e.chat), ('user', e.ai ->> 'askedBy')) as s (scope, subject) where ai is not null and s.subject is not null group by 1, 2, 3, 4)
  select * from counted c full join ai_usage u on u.tenant = c.tenant and u.scope = c.scope and u.subject = c.subject and u.day = c.day
  where u.tenant is null or c.tenant is null or u.replies <> c.replies or u.tokens <> c.tokens or coalesce(c.usd, 0) <> coalesce((u.costs ->> 'USD')::numeric, 0) or coalesce(c.eur, 0) <> coalesce((u.costs ->> 'EUR')::numeric, 0)`;
