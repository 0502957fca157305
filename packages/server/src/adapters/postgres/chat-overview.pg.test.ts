import { chatOverviewContract } from '@sora/core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../compose/system.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresChatOverview } from './chat-overview.ts';
import { countStretchesSql, findGapsSql, outlinesSql } from './chat-overview-sql.ts';
import { postgresChatAudit } from './chat-recount.ts';
import { emptyChats, message, openTestChats } from './chats/testing/test-chats.ts';

let database: TestDatabase;
const opened: AsyncDisposable[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterEach(async () => {
  for (const chats of opened.splice(0)) await chats[Symbol.asyncDispose]();
});
afterAll(() => database.close());

/** As somebody with all rights could. */
async function lose(seqs: readonly number[]): Promise<void> {
  await database.pool.query(`alter table entry disable trigger all; delete from entry where chat = 'c' and seq in (${seqs.join(', ')}); alter table entry enable trigger all`);
}

async function begin() {
  await emptyChats(database.pool);
  await database.pool.query('truncate chat_recount');
  const chats = openTestChats(database);
  opened.push(chats);
  return { ...chats, sha256, overview: postgresChatOverview(database.pool), passTime: async (ms: number) => { await sleep(ms + 1); }, lose };
}

chatOverviewContract(begin);

test('a head that was altered, and entries that are gone from where they had been counted, are both seen beside the log [CON-4]', async () => {
  const { store, overview } = await begin();
  await store.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga' });
  for (const n of [1, 2, 3]) await store.send(message('olga', n));
  await postgresChatAudit(database.pool).compare(undefined, 100);
  await database.pool.query(`update chat set messages = 9, digest = decode(repeat('ab', 32), 'hex') where chat = 'c'`);
  await lose([3]);
  expect(await overview.log('main', 'c')).toMatchObject({ chat: { lastSeq: 3, messages: 9, digest: 'ab'.repeat(32) }, lastSeq: 2, messages: 3, knownSeq: 3 });
});

test('entries that are gone from the end are known to be gone by a head that nobody altered, though they were never counted [CON-4]', async () => {
  const { store, overview } = await begin();
  await store.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga' });
  for (const n of [1, 2, 3]) await store.send(message('olga', n));
  await lose([3]);
  expect(await overview.log('main', 'c')).toMatchObject({ chat: { lastSeq: 3 }, lastSeq: 2, knownSeq: 3 });
  await database.pool.query(`update chat set last_seq = 9 where chat = 'c'`);
  expect(await overview.log('main', 'c')).toMatchObject({ chat: { lastSeq: 9 }, lastSeq: 2, knownSeq: 0 });
});

test('a log is counted from where it was counted before, and not at all where that is too much for one look', async () => {
  const { store, overview } = await begin();
  await store.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga' });
  await database.pool.query(`
    insert into entry (tenant, chat, seq, user_id, install, install_seq, kind, version, content_digest, digest, at)
    select 'main', 'c', n, 'olga', 'phone', n, 'message', 1, decode(repeat('cd', 32), 'hex'), decode(repeat('ef', 32), 'hex'), now() from generate_series(1, 20000) as n`);
  expect(await overview.log('main', 'c')).toMatchObject({ lastSeq: 20_000, messages: undefined });
  await database.pool.query(`insert into chat_recount (tenant, chat, seq, messages) values ('main', 'c', 19990, 19990)`);
  expect(await overview.log('main', 'c')).toMatchObject({ lastSeq: 20_000, messages: 20_000, knownSeq: 19_990 });
});

test('a strip and a page of entries are read by the log’s own index, without reading the rest of it', async () => {
  const client = await database.pool.connect();
  try {
    await client.query('set enable_seqscan = off');
    for (const [sql, values] of [[countStretchesSql, ['main', 'c', 1, 9, 1]], [findGapsSql, ['main', 'c', 1, 9, 20]], [outlinesSql, ['main', 'c', 9, 5]]] as const) {
      const { rows } = await client.query<{ readonly 'QUERY PLAN': string }>(`explain ${sql}`, [...values]);
      expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('entry_pkey');
    }
  } finally {
    client.release(true);
  }
});
