import type { LedgerReport } from '@sora/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresVerificationStore } from './ledger-verification.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
beforeEach(async () => { await database.pool.query('truncate ledger_verification'); });
afterAll(() => database.close());

const report = (transfers: number, problemCount = 0, tenant = 'main'): LedgerReport => ({
  tenant, transfers, accounts: 1, lanes: [{ lane: 0, seq: transfers, seal: 'ab'.repeat(32) }], sums: [{ unit: 'USD', sumMinor: '0' }], problemCount,
  problems: problemCount === 0 ? [] : [{ kind: 'seal', place: { lane: 0, seq: 1 }, detail: 'It is not as it was sealed.' }],
});
const store = () => postgresVerificationStore(database.pool);

describe('kept verifications', () => {
  test('come back as they were, newest first, those of the own tenant only', async () => {
    const [first, second] = [await store().keep(report(1), 12.4), await store().keep(report(2, 1), 3_000_000_000)];
    await store().keep(report(9, 0, 'other'), 1);
    expect(first).toMatchObject({ tenant: 'main', tookMs: 12, report: report(1) });
    expect(await store().latest('main', 9)).toEqual([second, first]);
    expect(await store().latest('main', 1)).toEqual([second]);
  });

  test('the newest clean one is found behind those that found something', async () => {
    expect(await store().latestClean('main')).toBeUndefined();
    await store().keep(report(1), 1);
    const clean = await store().keep(report(2), 1);
    await store().keep(report(3, 5), 1);
    expect(await store().latestClean('main')).toEqual(clean);
  });

  test('of a tenant that is not there are refused', async () => {
    await expect(store().keep(report(1, 0, 'nobody'), 1)).rejects.toMatchObject({ problem: 'not-found' });
  });
});
