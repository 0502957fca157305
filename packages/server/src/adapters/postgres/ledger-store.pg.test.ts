import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { fund, openTestLedger, pay, wallet, wrongInBooks } from './ledger/testing/test-ledger.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterAll(() => database.close());

describe('the ledger in PostgreSQL', () => {
  test('moves money, answers a repeat from the books, and keeps them balanced [CON-8]', async () => {
    await using ledger = openTestLedger(database);
    await fund(ledger, ['ann', 'bob'], 100n);
    const first = await ledger.store.submit(pay('k1', 'ann', 'bob', 30n));
    expect(first).toMatchObject({ kind: 'posted', transfers: [{ payerLeg: { posting: 2, balanceMinor: 70n }, payeeLeg: { posting: 2, balanceMinor: 130n } }] });
    const again = await ledger.store.submit(pay('k1', 'ann', 'bob', 30n));
    expect(again).toEqual({ ...first, kind: 'replayed' });
    expect(await ledger.store.submit(pay('k2', 'ann', 'bob', 71n))).toMatchObject({ kind: 'refused', code: 'insufficient-funds', replayed: false });
    expect(await ledger.store.submit(pay('k2', 'ann', 'bob', 71n))).toMatchObject({ kind: 'refused', code: 'insufficient-funds', replayed: true });
    expect(await ledger.store.account('main', wallet('ann'))).toMatchObject({ balanceMinor: 70n });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });
});
