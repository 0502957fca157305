import type { NewEvent } from '@sora/core';
import { eventLogContract } from '@sora/core/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresEventLog } from './event-log.ts';
import { inTransaction } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterAll(() => database.close());

const empty = async () => {
  await database.pool.query('truncate event');
  return postgresEventLog(database.pool);
};

// The id of an event carries its time and cannot be moved, so this time really passes; a second is as good as a few milliseconds here.
eventLogContract(async () => ({ log: await empty(), passTime: async (ms) => { await sleep(Math.min(ms, 5)); } }));

const event: NewEvent = { tenant: 'main', type: 'TOKEN_CREATED', severity: 'info', subject: 'ci', actor: { kind: 'token', id: 't1' } };

describe('events in PostgreSQL', () => {
  test('an event recorded in a transaction that is rolled back never happened', async () => {
    const log = await empty();
    const failing = inTransaction(database.pool, async (tx) => {
      await postgresEventLog(tx).record(event);
      throw new Error('the work failed');
    });
    await expect(failing).rejects.toThrow('the work failed');
    expect(await log.read({ tenant: 'main', limit: 9 })).toEqual([]);
    await inTransaction(database.pool, (tx) => postgresEventLog(tx).record(event));
    expect(await log.read({ tenant: 'main', limit: 9 })).toHaveLength(1);
  });

  test('a subject that is too long is cut, not refused', async () => {
    const log = await empty();
    expect((await log.record({ ...event, subject: 'x'.repeat(600) }))?.subject).toHaveLength(500);
  });

  test('ids made one after the other grow, also within a millisecond', async () => {
    const { rows } = await database.pool.query<{ id: string }>('select time_ordered_id(at) as id from (select clock_timestamp() as at from generate_series(1, 2000)) as instants');
    const prefixes = rows.map(({ id }) => id.slice(0, 18));
    expect(prefixes).toEqual(prefixes.toSorted());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(2000);
  });
});
