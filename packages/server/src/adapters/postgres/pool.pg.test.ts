import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { mapDatabaseError } from './database-error.ts';
import { createPool } from './pool.ts';
import { inTransaction } from './transaction.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query('create table note (text text primary key)');
});
afterAll(() => database.close());

const notes = async () => (await database.pool.query<{ text: string }>('select text from note order by text')).rows.map(({ text }) => text);

test('what a transaction did is kept when its work ends well, and gone when it throws', async () => {
  expect(await inTransaction(database.pool, async (tx) => (await tx.query(`insert into note values ('kept')`)).rowCount)).toBe(1);
  const failing = inTransaction(database.pool, async (tx) => {
    await tx.query(`insert into note values ('lost')`);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await notes()).toEqual(['kept']);
});

test('a transaction that swallowed the error of a statement is not reported as committed', async () => {
  const swallowing = inTransaction(database.pool, async (tx) => {
    await tx.query(`insert into note values ('never')`);
    await tx.query('select 1 / 0').catch(() => undefined);
  });
  await expect(swallowing).rejects.toThrow('nothing was kept');
  expect(await notes()).toEqual(['kept']);
});

test('connections that the database ends, idle or in use, neither end the process nor spoil the pool', async () => {
  const pool = createPool({ url: database.url, applicationName: 'sora doomed', max: 2 });
  const endAll = () => database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sora doomed'`);
  await pool.query('select 1');
  const working = inTransaction(pool, async (tx) => {
    await endAll();
    await tx.query('select 1');
  });
  await expect(working).rejects.toMatchObject({ problem: 'database-unavailable' });
  await pool.query('select 1');
  await endAll();
  await sleep(50);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('a statement over its time limit is cut off as unavailable', async () => {
  const pool = createPool({ url: database.url, applicationName: 'sora slow', max: 1, statementTimeoutMs: 50 });
  const slow = inTransaction(pool, (tx) => tx.query('select pg_sleep(5)'));
  await expect(slow).rejects.toMatchObject({ problem: 'database-unavailable', detail: 'The database took too long over a statement.' });
  await pool.end();
});

test('a refused connection is unavailable; a wrong statement is not', async () => {
  const nowhere = createPool({ url: 'postgresql://sora@127.0.0.1:1/none', applicationName: 'sora', max: 1 });
  await expect(inTransaction(nowhere, async () => 'never')).rejects.toMatchObject({ problem: 'database-unavailable' });
  await nowhere.end();
  const wrong: unknown = await database.pool.query('select nonsense').catch((error: unknown) => error);
  expect(mapDatabaseError(wrong)).toBe(wrong);
});

test('every statement is timed, through the pool and in transactions, failed ones included', async () => {
  const durationsMs: number[] = [];
  const pool = createPool({ url: database.url, applicationName: 'sora timed', max: 1, observeStatement: (durationMs) => durationsMs.push(durationMs) });
  await pool.query('select pg_sleep(0.03)');
  await pool.query('select $1::int', [1]);
  await pool.query('select nonsense').catch(() => undefined);
  expect(durationsMs).toHaveLength(3);
  expect(durationsMs[0]).toBeGreaterThanOrEqual(29);
  await inTransaction(pool, (tx) => tx.query('select 1'));
  expect(durationsMs).toHaveLength(6);
  await pool.end();
});
