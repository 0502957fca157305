import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { emptyLedger, fund, openTestLedger, pay, type TestLedger } from './adapters/postgres/ledger/testing/test-ledger.ts';
import { readSettings } from './settings.ts';
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts';
import { verifyLedger } from './verify.ts';

let database: TestDatabase;
let ledger: TestLedger<never, never>;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
beforeEach(async () => {
  ledger = openTestLedger(database, { lanes: 4 });
  await fund(ledger, ['alice', 'bob']);
});
afterEach(async () => {
  await ledger[Symbol.asyncDispose]();
  await emptyLedger(database.pool);
});
afterAll(() => database.close());

const settings = () => readSettings({ DATABASE_URL: database.url });
const tamper = (sql: string) => database.pool.query(`alter table transfer disable trigger all; ${sql}; alter table transfer enable trigger all`);

describe('verifying the database of the settings', () => {
  test('answers for every tenant, as plain JSON, while payments go on [CON-8]', async () => {
    const paying = Array.from({ length: 300 }, (_, n) => ledger.store.submit(pay(`p${n}`, n % 2 === 0 ? 'alice' : 'bob', n % 2 === 0 ? 'bob' : 'alice')));
    const verdicts = [await verifyLedger(settings()), await verifyLedger(settings())];
    await Promise.all(paying);
    verdicts.push(await verifyLedger(settings()));
    for (const verdict of verdicts) expect(verdict.ledgers.map(({ tenant, problems }) => [tenant, problems])).toEqual([['main', []], ['other', []]]);
    expect(verdicts[2]?.ledgers[0]).toMatchObject({ transfers: 302, accounts: 3, sums: [{ unit: 'USD', sumMinor: '0' }] });
    expect(JSON.parse(JSON.stringify(verdicts[2]))).toEqual(verdicts[2]);
  });

  test('a history that was cut off whole, with lanes and accounts, is right in itself; an earlier verdict gives it away [CON-8]', async () => {
    const earlier = await verifyLedger(settings());
    expect((await verifyLedger(settings(), { earlier })).ledgers[0]?.problemCount).toBe(0);
    await emptyLedger(database.pool);
    expect((await verifyLedger(settings())).ledgers[0]?.problemCount).toBe(0);
    expect((await verifyLedger(settings(), { earlier })).ledgers[0]?.problems.map(({ kind }) => kind)).toContain('rewritten');
  });

  test('says what was altered, and which row [CON-8]', async () => {
    await ledger.store.submit(pay('the-one', 'alice', 'bob', 5n));
    await tamper(`update transfer set amount = 6 where key = 'the-one'`);
    expect((await verifyLedger(settings())).ledgers[0]?.problems.map(({ place }) => place.key)).toContain('the-one');
  });
});
