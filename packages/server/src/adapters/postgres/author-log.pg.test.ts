import { authorLogContract } from '@sora/core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sha256 } from '../../compose/system.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresAuthorLog, readAuthorSql } from './author-log.ts';
import { emptyChats, openTestChats } from './chats/testing/test-chats.ts';

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

authorLogContract(async () => {
  await emptyChats(database.pool);
  const chats = openTestChats(database);
  opened.push(chats);
  return { store: chats.store, ledger: chats.ledger, sha256, authors: postgresAuthorLog(database.pool), passTime: async (ms) => { await sleep(ms + 1); } };
});

test('a page is read in the order of an index, whatever else the user wrote', async () => {
  const client = await database.pool.connect();
  try {
    for (const way of ['seqscan', 'bitmapscan', 'sort']) await client.query(`set enable_${way} = off`);
    const { rows } = await client.query<{ readonly 'QUERY PLAN': string }>(`explain ${readAuthorSql}`, ['main', 'alice', 'phone', 7, 'c', 10]);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toContain('using entry_identity');
    expect(plan).not.toContain('Sort');
  } finally {
    client.release(true);
  }
});
