import { credentialStoreContract } from '@sora/core/testing';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresCredentialStore } from './credential-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterAll(() => database.close());

credentialStoreContract(async () => {
  await database.pool.query('truncate credential, login_link, dashboard_session');
  return {
    store: postgresCredentialStore(database.pool),
    passTime: async (ms) => {
      for (const table of ['login_link', 'dashboard_session']) await database.pool.query(`update ${table} set expires_at = expires_at - $1 * interval '1 ms'`, [ms]);
    },
  };
});
