import { leaseStoreContract } from '@sora/core/testing';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresLeaseStore } from './lease-store.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
afterAll(() => database.close());

leaseStoreContract(async () => {
  await database.pool.query('truncate lease');
  return {
    store: postgresLeaseStore(database.pool),
    passTime: async (ms) => { await database.pool.query(`update lease set expires_at = expires_at - $1 * interval '1 ms'`, [ms]); },
  };
});
