import { paymentStoreContract } from '@sora/core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresPaymentStore } from './payment-store.ts';
import { postgresProviderCallStore } from './provider-call-store.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterAll(() => database.close());

paymentStoreContract(async () => {
  await database.pool.query('truncate payment, payer_turn, provider_event, provider_call');
  return { store: postgresPaymentStore(database.pool), calls: postgresProviderCallStore(database.pool), passTime: async (ms) => { await sleep(ms); } };
});
