import { priceStoreContract } from '@sora/core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { emptyChats } from './chats/testing/test-chats.ts';
import { postgresChats } from './chats/read-chats.ts';
import { postgresMembers } from './chats/read-members.ts';
import { postgresPriceStore } from './price-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterAll(() => database.close());

priceStoreContract(async () => {
  const { pool } = database;
  await emptyChats(pool);
  await pool.query('truncate price');
  return { store: postgresPriceStore(pool), chats: { ...postgresChats(pool), ...postgresMembers(pool) }, passTime: async (ms) => { await sleep(ms + 1); } };
});
