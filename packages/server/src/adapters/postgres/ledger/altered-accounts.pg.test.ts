import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { postgresConflictLog } from '../conflict-log.ts';
import { fund, openTestLedger, pay, type TestLedger, wallet, wrongInBooks } from './testing/test-ledger.ts';

let database: TestDatabase;
let ledger: TestLedger<never, never>;

beforeAll(async () => {
  database = await createTestDatabase();
  ledger = openTestLedger(database);
});
afterAll(async () => {
  await ledger[Symbol.asyncDispose]();
  await database.close();
});

test('a balance changed by hand is set back before anything is booked on it, and its debits are refused from then on [CON-5]', async () => {
  await fund(ledger, ['ann', 'ben'], 100n);
  await database.pool.query(`update account set balance = balance + 5000 where account = $1`, [wallet('ann')]);
  expect(await ledger.store.submit(pay('too-much', 'ann', 'ben', 3_000n))).toMatchObject({ kind: 'refused', code: 'account-frozen' });
  expect(await ledger.store.account('main', wallet('ann'))).toMatchObject({ balanceMinor: 100n, frozen: true });
  expect(await postgresConflictLog(database.pool).read({ tenant: 'main', limit: 10 })).toMatchObject([{ type: 'BALANCE_INCONSISTENCY', subject: wallet('ann'), detail: { before: { balanceMinor: '5100' }, after: { balanceMinor: '100' } } }]);
  expect(await wrongInBooks(database.pool)).toEqual([]);
});

test('what others pay into an account that was changed is booked on the right balance [CON-5]', async () => {
  await fund(ledger, ['cid', 'dan', 'eve'], 100n);
  await database.pool.query(`update account set balance = 1, held = 1 where account = $1`, [wallet('eve')]);
  const payments = await Promise.all([pay('to-eve', 'cid', 'eve', 10n), pay('past-eve', 'cid', 'dan', 10n)].map((group) => ledger.store.submit(group)));
  expect(payments.map(({ kind }) => kind)).toEqual(['posted', 'posted']);
  expect(await ledger.store.account('main', wallet('eve'))).toMatchObject({ balanceMinor: 110n, heldMinor: 0n, frozen: true });
  expect(await wrongInBooks(database.pool)).toEqual([]);
});
