import { ledgerProblems, type LedgerReport, verifyTenant } from '@sora/core';
import { hash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresConflictLog } from './conflict-log.ts';
import { postgresLedgerAudit } from './ledger-audit.ts';
import { emptyLedger, fund, openTestLedger, pay, type TestLedger, wallet } from './ledger/testing/test-ledger.ts';

const sha256 = (text: string) => hash('sha256', text);
let database: TestDatabase;
let ledger: TestLedger<never, never>;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
beforeEach(async () => {
  ledger = openTestLedger(database);
  await fund(ledger, ['alice', 'bob']);
  await ledger.store.submit(pay('p1', 'alice', 'bob', 100n));
  const held = await ledger.store.submit({ tenant: 'main', operations: [{ kind: 'hold', key: 'h1', payer: wallet('alice'), payee: wallet('bob'), amountMinor: 50n, expiresInMs: 60_000, memo: { text: 'tab\there, \\ and\na line', salt: 'ab'.repeat(16) } }] });
  if (held.kind !== 'posted') throw new Error('The hold was not placed.');
});
afterEach(async () => {
  await ledger[Symbol.asyncDispose]();
  await emptyLedger(database.pool);
});
afterAll(() => database.close());

const audit = () => postgresLedgerAudit(database.pool);
const alice = { tenant: 'main', id: wallet('alice') };
const alter = (change: string) => database.pool.query(`update account set ${change} where account = $1`, [alice.id]);
/** As somebody with all rights would. */
const tamper = (sql: string) => database.pool.query(`alter table transfer disable trigger all; ${sql}; alter table transfer enable trigger all`);
const verify = (): Promise<LedgerReport> => audit().inSnapshot((snapshot) => verifyTenant(snapshot, { tenant: 'main', sha256 }));
const kinds = async () => new Set((await verify()).problems.map(({ kind }) => kind));
const conflicts = () => postgresConflictLog(database.pool).read({ tenant: 'main', limit: 9, types: ['BALANCE_INCONSISTENCY'] });

describe('accounts compared with their postings', () => {
  test('nothing is found where nothing was altered, page by page through all of them [CON-5]', async () => {
    const first = await audit().compare(undefined, 2);
    const second = await audit().compare(first.next, 2);
    expect([first.compared, first.inconsistent, first.next]).toEqual([2, [], alice]);
    expect([second.compared, second.inconsistent, second.next]).toEqual([1, [], undefined]);
  });

  test.for(['balance = 999', 'held = 49', 'postings = 7'])('%s by hand is found, whatever the page [CON-5]', async (change) => {
    await alter(change);
    for (const limit of [1, 2, 100]) {
      const found = [];
      for (let page = await audit().compare(undefined, limit); ; page = await audit().compare(page.next, limit)) {
        found.push(...page.inconsistent);
        if (page.next === undefined) break;
      }
      expect(found).toMatchObject([{ tenant: 'main', account: { id: alice.id }, expected: { balanceMinor: 900n, heldMinor: 50n, postings: 3 } }]);
    }
  });

  test('it is frozen and set back to the sum of its postings, with history and event, and no transfer is made up [CON-5][CON-10]', async () => {
    await alter('balance = 999, held = 49, postings = 7');
    const { rows: [before] } = await database.pool.query('select count(*) from transfer');
    expect(await audit().correct(alice)).toMatchObject({ kind: 'corrected', before: { balanceMinor: 999n }, after: { balanceMinor: 900n, heldMinor: 50n, postings: 3, frozen: true } });
    expect(await ledger.store.account('main', alice.id)).toMatchObject({ balanceMinor: 900n, heldMinor: 50n, postings: 3, frozen: true });
    expect(await conflicts()).toMatchObject([{ subject: alice.id, detail: { outcome: 'corrected', before: { balanceMinor: '999' }, after: { balanceMinor: '900' } } }]);
    expect((await database.pool.query(`select severity from event where type = 'CONFLICT_DETECTED'`)).rows).toEqual([{ severity: 'critical' }]);
    expect((await database.pool.query('select count(*) from transfer')).rows).toEqual([before]);
    expect(await ledger.store.submit(pay('p2', 'alice', 'bob'))).toMatchObject({ kind: 'refused', code: 'account-frozen' });
    expect((await verify()).problems).toEqual([]);
  });

  test('one that is right by the time it is looked at is left alone, and the same alteration made again is corrected again [CON-5]', async () => {
    expect(await audit().correct(alice)).toMatchObject({ kind: 'was-consistent', after: { frozen: false } });
    expect(await conflicts()).toEqual([]);
    for (let time = 1; time <= 2; time++) {
      await alter('balance = 999');
      expect((await audit().correct(alice)).kind).toBe('corrected');
      expect(await conflicts()).toHaveLength(time);
    }
  });

  test('where the postings themselves do not add up it is only frozen, and that is recorded once [CON-5]', async () => {
    await tamper(`update transfer set payer_balance = 1 where key = 'h1'`);
    for (let time = 0; time < 3; time++) expect(await audit().correct(alice)).toMatchObject({ kind: 'unresolvable', after: { balanceMinor: 900n, frozen: true } });
    expect(await conflicts()).toMatchObject([{ detail: { outcome: 'unresolvable', sumOfPostings: { balanceMinor: '900' }, latestPosting: { balanceMinor: '1' } } }]);
  });

  test('it never takes a payment that is being booked for an alteration [CON-5]', async () => {
    const paying = Array.from({ length: 300 }, (_, n) => ledger.store.submit(pay(`back-${n}`, 'bob', 'alice')));
    for (let time = 0; time < 20; time++) {
      expect((await audit().compare(undefined, 100)).inconsistent).toEqual([]);
      expect((await audit().correct(alice)).kind).toBe('was-consistent');
    }
    await Promise.all(paying);
    expect(await ledger.store.account('main', alice.id)).toMatchObject({ balanceMinor: 1_200n, frozen: false });
  });

  test('an account that is not there is said so', async () => {
    await expect(audit().correct({ tenant: 'main', id: wallet('nobody') })).rejects.toMatchObject({ problem: 'not-found' });
  });
});

describe('a walk through the ledger', () => {
  test('is clean, also when memos were erased, and sees every field as it was sealed [CON-8]', async () => {
    expect(await verify()).toMatchObject({ transfers: 4, accounts: 3, problems: [], sums: [{ unit: 'USD', sumMinor: '0' }] });
    await ledger.store.eraseMemos('main', alice.id);
    expect((await verify()).problems).toEqual([]);
  });

  test.for([
    ['an altered amount', `update transfer set amount = amount + 1 where key = 'p1'`, 'seal'],
    ['a deleted row', `delete from transfer where key = 'p1'`, 'lane'],
    ['a swapped pair', `update transfer t set seq = o.seq, seal = o.seal from transfer o where t.lane = o.lane and t.key <> o.key and t.payer = o.payer and t.kind in ('transfer', 'hold') and o.kind in ('transfer', 'hold') and t.payer = 'user:USD:alice'`, 'seal'],
    ['an instant moved by a microsecond', `update transfer set at = at + interval '1 us' where key = 'p1'`, 'seal'],
    ['half a memo', `update transfer set memo = null where key = 'h1'`, 'memo'],
    ['a head set by hand', `update lane set seq = seq + 1`, 'head'],
    ['a balance set by hand', `update account set balance = balance + 1 where account = 'user:USD:bob'`, 'account'],
  ] as const)('%s is found [CON-8]', async ([, sql, kind]) => {
    await tamper(sql);
    expect(await kinds()).toContain(kind);
    expect(ledgerProblems[kind].length).toBeGreaterThan(20);
  });

  test('sees one instant only, and one tenant', async () => {
    await ledger.store.open('other', { kind: 'user', unit: 'USD', owner: 'alice' });
    const report = await audit().inSnapshot(async (snapshot) => {
      expect(await snapshot.tenants()).toEqual(['main', 'other']);
      await ledger.store.submit(pay('later', 'bob', 'alice'));
      return await verifyTenant(snapshot, { tenant: 'main', sha256 });
    });
    expect(report).toMatchObject({ transfers: 4, accounts: 3, problems: [] });
  });

  test('that ends early leaves the pool in order', async () => {
    const stopped = audit().inSnapshot(async (snapshot) => { for await (const page of snapshot.walk('main')) throw new Error(`enough: ${page.length > 0}`); });
    await expect(stopped).rejects.toThrow('enough: true');
    await Promise.all(Array.from({ length: 12 }, () => database.pool.query('select 1')));
    expect((await verify()).transfers).toBe(4);
  });

  test('says that the database is away when the connection is cut in its middle', async () => {
    const cut = audit().inSnapshot(async (snapshot) => {
      await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and state = 'idle in transaction'`);
      for await (const page of snapshot.walk('main')) expect(page).toBeUndefined();
    });
    await expect(cut).rejects.toMatchObject({ problem: 'database-unavailable' });
  });
});
