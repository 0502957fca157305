import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import type { Companion } from './companion.ts';
import { emptyLedger, fund, openTestLedger, pay, wallet, wrongInBooks } from './testing/test-ledger.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
beforeEach(async () => {
  await emptyLedger(database.pool);
  await using ledger = openTestLedger(database);
  await fund(ledger, ['ann', 'bob'], 100n);
  await ledger.store.submit({ tenant: 'main', operations: [{ kind: 'transfer', key: 'k', payer: wallet('ann'), payee: wallet('bob'), amountMinor: 10n, memo: { text: 'thank you', salt: '0'.repeat(32) } }] });
});
afterAll(() => database.close());

const run = (statement: string) => database.pool.query(statement);

describe('what the database itself does not let pass', () => {
  test.each([
    ['a balance below its floor', `update account set balance = -1 where account = '${wallet('ann')}'`, '23514'],
    ['more held than there is', `update account set held = 91 where account = '${wallet('ann')}'`, '23514'],
    ['a name that no account can have', `insert into account (tenant, account, unit) values ('main', 'user:usd:x', 'usd')`, '23514'],
    ['a unit other than that of the name', `insert into account (tenant, account, unit) values ('main', 'user:USD:x', 'EUR')`, '23514'],
    ['another amount', `update transfer set amount = 1 where key = 'k'`, '23001'],
    ['another memo', `update transfer set memo = 'you owe me' where key = 'k'`, '23001'],
    ['half a memo', `update transfer set memo_salt = null where key = 'k'`, '23001'],
    ['a deleted transfer', `delete from transfer where key = 'k'`, '23001'],
    ['a second transfer under a key', `insert into transfer select (t).* from (select t from transfer t where key = 'k') as again`, '23505'],
  ])('%s', async (_, statement, code) => {
    await expect(run(statement)).rejects.toMatchObject({ code });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('two writers could not both book the next posting of an account', async () => {
    const again = `insert into transfer select (jsonb_populate_record(t, '{"key": "other", "seq": 99}')).* from transfer t where key = 'k'`;
    await expect(run(again)).rejects.toMatchObject({ code: '23505', constraint: 'transfer_payer_posting' });
  });

  test('a memo may go, and the transfer stays as it was', async () => {
    const before = await run(`select to_jsonb(t) - 'memo' - 'memo_salt' as rest from transfer t where key = 'k'`);
    await run(`update transfer set memo = null, memo_salt = null where key = 'k'`);
    expect((await run(`select to_jsonb(t) - 'memo' - 'memo_salt' as rest from transfer t where key = 'k'`)).rows).toEqual(before.rows);
  });

  test.each([
    ['an account', `update account set postings = postings + 1 where tenant = 'main' and account = '${wallet('bob')}'`],
    ['the lane', `update lane set seq = seq + 1 where tenant = 'main'`],
  ])('a batch that finds %s other than it had read it is undone', async (_, statement) => {
    const meddler: Companion<string, string> = {
      vote: async (_tx, _tenant, riders) => riders.map(() => ({ kind: 'accepted' })),
      write: async (tx, _tenant, riders) => { await tx.query(statement); return riders; },
    };
    await using ledger = openTestLedger<string, string>(database, { companion: meddler });
    await expect(ledger.store.submitWith(pay('meddled', 'ann', 'bob'), 'rider')).rejects.toThrow('ledger fence');
    expect(await ledger.store.transfer('main', wallet('ann'), 'meddled')).toBeUndefined();
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });
});
