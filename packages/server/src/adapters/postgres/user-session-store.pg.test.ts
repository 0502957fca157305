import { userSessionStoreContract } from '@sora/core/testing';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresUserSessionStore } from './user-session-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterAll(() => database.close());

userSessionStoreContract(async () => {
  await database.pool.query('truncate user_session, user_session_key');
  return {
    store: postgresUserSessionStore(database.pool),
    passTime: async (ms) => {
      await database.pool.query(`update user_session set created_at = created_at - $1 * interval '1 ms', expires_at = expires_at - $1 * interval '1 ms'`, [ms]);
    },
  };
});
