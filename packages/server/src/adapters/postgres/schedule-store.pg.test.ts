import { scheduleStoreContract } from '@sora/core/testing';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresScheduleStore } from './schedule-store.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
afterAll(() => database.close());

scheduleStoreContract(async () => {
  await database.pool.query('truncate schedule');
  return {
    store: postgresScheduleStore(database.pool),
    passTime: async (ms) => {
      await database.pool.query(`update schedule set last_started_at = last_started_at - $1 * interval '1 ms', last_ended_at = last_ended_at - $1 * interval '1 ms'`, [ms]);
    },
  };
});
