import { ledgerStoreContract } from '@sora/core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { sha256 } from '../../compose/system.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresConflictLog } from './conflict-log.ts';
import { emptyLedger, openTestLedger } from './ledger/testing/test-ledger.ts';

let database: TestDatabase;
const opened: AsyncDisposable[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterEach(async () => {
  for (const ledger of opened.splice(0)) await ledger[Symbol.asyncDispose]();
});
afterAll(() => database.close());

ledgerStoreContract(async () => {
  await emptyLedger(database.pool);
  const ledger = openTestLedger(database);
  opened.push(ledger);
  return { store: ledger.store, conflicts: postgresConflictLog(database.pool), sha256, passTime: async (ms) => { await sleep(ms + 1); } };
});
