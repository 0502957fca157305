import { chatStoreContract } from '@sora/core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { sha256 } from '../../compose/system.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
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

chatStoreContract(async () => {
  await emptyChats(database.pool);
  await database.pool.query('truncate chat_ban, chat_left');
  const chats = openTestChats(database);
  opened.push(chats);
  return { store: chats.store, ledger: chats.ledger, sha256, passTime: async (ms) => { await sleep(ms + 1); } };
});
