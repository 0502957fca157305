import type { NewConflict } from '@sora/core';
import { conflictLogContract } from '@sora/core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresConflictLog, recordConflicts } from './conflict-log.ts';
import { postgresEventLog } from './event-log.ts';
import { inTransaction } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
beforeEach(async () => { await database.pool.query('truncate conflict, event'); });
afterAll(() => database.close());

conflictLogContract(async () => {
  await database.pool.query('truncate conflict, event');
  // As with events, the id carries its time, so this time really passes.
  return { log: postgresConflictLog(database.pool), events: postgresEventLog(database.pool), passTime: async (ms) => { await sleep(Math.min(ms, 5)); } };
});

const conflict: NewConflict = { tenant: 'main', type: 'DOUBLE_SPEND', subject: 'user:USD:alice', resolution: 'The first stands.', dedupKey: 'k1', detail: { amount: '5' } };
const events = () => postgresEventLog(database.pool).read({ tenant: 'main', limit: 9 });

describe('conflicts in PostgreSQL', () => {
  test('many are recorded in one statement, and a repeat among them once', async () => {
    const given = [conflict, { ...conflict, dedupKey: 'k2' }, conflict, { ...conflict, type: 'PAYMENT_RACE' as const }];
    expect((await recordConflicts(database.pool, given)).map(({ type, dedupKey }) => [type, dedupKey])).toEqual([['DOUBLE_SPEND', 'k1'], ['DOUBLE_SPEND', 'k2'], ['PAYMENT_RACE', 'k1']]);
    expect((await events()).map(({ severity }) => severity)).toEqual(['info', 'warning', 'warning']);
    expect(await recordConflicts(database.pool, [])).toEqual([]);
  });

  test('what is recorded in a transaction that is rolled back never happened', async () => {
    const failing = inTransaction(database.pool, async (tx) => {
      await postgresConflictLog(tx).record(conflict);
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    expect(await postgresConflictLog(database.pool).read({ tenant: 'main', limit: 9 })).toEqual([]);
    expect(await events()).toEqual([]);
  });
});
