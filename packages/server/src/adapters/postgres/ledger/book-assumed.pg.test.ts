import { systemClock } from '../../../compose/system.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { isAssumed, type Tap } from './testing/tapped-pool.ts';
import { emptyLedger, fund, openTestLedger, pay, type TestLedgerOptions, wallet, wrongInBooks } from './testing/test-ledger.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
beforeEach(async () => {
  await emptyLedger(database.pool);
  await using bank = openTestLedger(database, { lanes: 1 });
  await fund(bank, ['ann', 'bob', 'cid'], 100n);
});
afterAll(() => database.close());

/** A server with one lane that has paid before and so remembers, and what its batches send from then on. */
async function warmServer(options: TestLedgerOptions<never, never> = {}) {
  const sent: ('memory' | 'locks' | 'read')[] = [];
  const tap: Tap = async (statement, send) => {
    if (isAssumed(statement)) sent.push('memory');
    if (statement.includes('ledger_lock_and_read')) sent.push('locks');
    if (statement.includes('l.seal')) sent.push('read');
    return await (options.tap?.(statement, send) ?? send());
  };
  const ledger = openTestLedger(database, { lanes: 1, ...options, tap });
  await ledger.store.submit(pay('warm', 'ann', 'bob'));
  sent.length = 0;
  return { ...ledger, sent };
}

const change = (statement: string, owner: string) => database.pool.query(`update account set ${statement} where account = $1`, [wallet(owner)]);
const submitTo = async ({ store }: Awaited<ReturnType<typeof warmServer>>, key: string, amountMinor: bigint) => await store.submit(pay(key, 'ann', 'bob', amountMinor));

describe('a batch that is decided from memory', () => {
  test('is one statement, and its books are right', async () => {
    await using server = await warmServer();
    expect(await submitTo(server, 'k', 9n)).toMatchObject({ kind: 'posted', transfers: [{ payerLeg: { posting: 3, balanceMinor: 90n }, seq: 5 }] });
    expect(server.sent).toEqual(['memory']);
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('reads what it does not remember, without a lock', async () => {
    await using server = await warmServer();
    expect(await server.store.submit(pay('k', 'cid', 'bob'))).toMatchObject({ kind: 'posted' });
    expect(server.sent).toEqual(['read', 'memory']);
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('may place holds, which are listed', async () => {
    await using server = await warmServer();
    await server.store.submit({ tenant: 'main', operations: [{ kind: 'hold', key: 'h', payer: wallet('ann'), payee: wallet('bob'), amountMinor: 90n, expiresInMs: 60_000 }] });
    expect(server.sent).toEqual(['memory']);
    expect(await server.store.openHolds({ tenant: 'main', payer: wallet('ann'), limit: 9 })).toMatchObject([{ hold: { key: 'h' } }]);
    expect(await submitTo(server, 'k', 10n)).toMatchObject({ kind: 'refused', code: 'insufficient-funds' });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('never refuses: what memory would refuse is looked at under locks', async () => {
    await using server = await warmServer();
    await using other = openTestLedger(database, { lanes: 1 });
    await other.store.submit(pay('gift', 'cid', 'ann', 50n));
    expect(await submitTo(server, 'k', 120n)).toMatchObject({ kind: 'posted' });
    expect(server.sent).toEqual(['locks']);
  });

  test('a refusal that another server has kept under the key is given again, whatever was paid in since [CON-2]', async () => {
    await using server = await warmServer();
    await using other = openTestLedger(database, { lanes: 1 });
    expect(await other.store.submit(pay('k', 'ann', 'bob', 500n))).toMatchObject({ kind: 'refused' });
    await fund(other, ['rich'], 1_000n);
    await server.store.submit(pay('warm-again', 'rich', 'ann', 900n));
    server.sent.length = 0;
    expect(await submitTo(server, 'k', 500n)).toMatchObject({ kind: 'refused', code: 'insufficient-funds', replayed: true });
    expect(server.sent).toEqual(['memory', 'locks']);
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('a key that another server has booked is replayed, not booked again [CON-2]', async () => {
    await using server = await warmServer();
    await using other = openTestLedger(database, { lanes: 4 });
    await other.store.submit(pay('k', 'ann', 'bob', 3n));
    expect(await submitTo(server, 'k', 3n)).toMatchObject({ kind: 'replayed' });
    expect(await submitTo(server, 'k', 4n)).toMatchObject({ kind: 'refused', code: 'key-reused' });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test.each([
    ['frozen', 'frozen = true', 60n, { kind: 'refused', code: 'account-frozen' }],
    ['given a higher floor', 'floor = 50', 60n, { kind: 'refused', code: 'insufficient-funds' }],
    ['given credit', 'floor = -100', 150n, { kind: 'posted' }],
    ['changed past the ledger', 'balance = 5000', 60n, { kind: 'refused', code: 'account-frozen' }],
    ['changed past the ledger, checksum and all', 'balance = 70, checksum = 70 # held # postings', 80n, { kind: 'refused', code: 'insufficient-funds' }],
    ['changed past the ledger in nothing but its checksum', 'checksum = checksum + 1', 10n, { kind: 'posted' }],
  ])('the payer was %s since: it is booked as it is now', async (_, statement, amountMinor, expected) => {
    await using server = await warmServer();
    await change(statement, 'ann');
    expect(await submitTo(server, 'k', amountMinor)).toMatchObject(expected);
    expect(server.sent.slice(0, 2)).toEqual(amountMinor > 99n ? ['locks'] : ['memory', 'locks']);
  });

  test('a payee whose ceiling was lowered since does not go beyond it', async () => {
    await using server = await warmServer();
    await change('ceiling = 110', 'bob');
    expect(await submitTo(server, 'k', 20n)).toMatchObject({ kind: 'refused', code: 'limit-exceeded' });
    expect(server.sent).toEqual(['memory', 'locks']);
    expect(await submitTo(server, 'l', 9n)).toMatchObject({ kind: 'posted' });
  });

  test('an altered balance is never built upon: it is set back first [CON-5]', async () => {
    await using server = await warmServer();
    await change('balance = balance + 5000', 'bob');
    expect(await submitTo(server, 'k', 20n)).toMatchObject({ kind: 'posted' });
    expect(await server.store.account('main', wallet('bob'))).toMatchObject({ balanceMinor: 121n, frozen: true });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('a clock that runs ahead dates nothing in the future, nor one that was set back before what is there', async () => {
    let aheadMs = 0;
    await using server = await warmServer({ clock: { nowMs: () => systemClock.nowMs() + aheadMs } });
    for (aheadMs of [3_600_000, -3_600_000]) {
      const outcome = await submitTo(server, `k${aheadMs}`, 1n);
      if (outcome.kind !== 'posted') throw new Error(outcome.kind);
      expect(Math.abs((outcome.transfers[0]?.atMs ?? 0) - systemClock.nowMs())).toBeLessThan(60_000);
    }
    const { rows } = await database.pool.query('select count(*)::int as backwards from (select at < lag(at) over (partition by lane order by seq) as is_back from transfer) as t where is_back');
    expect(rows).toEqual([{ backwards: 0 }]);
  });
});

describe('when another server moves the same accounts', () => {
  test('answers stay right, and after a while one batch in many still tries', async () => {
    await using server = await warmServer();
    await using other = openTestLedger(database, { lanes: 1 });
    for (let n = 0; n < 40; n++) {
      expect(await other.store.submit(pay(`back${n}`, 'bob', 'ann'))).toMatchObject({ kind: 'posted' });
      expect(await submitTo(server, `k${n}`, 1n)).toMatchObject({ kind: 'posted', transfers: [{ payerLeg: { balanceMinor: 99n } }] });
    }
    expect(server.sent.filter((way) => way === 'memory').length).toBeLessThan(10);
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('trust returns when it has gone', async () => {
    await using server = await warmServer();
    await using other = openTestLedger(database, { lanes: 1 });
    await other.store.submit(pay('back', 'bob', 'ann'));
    for (let n = 0; n < 3; n++) await submitTo(server, `k${n}`, 1n);
    server.sent.length = 0;
    await submitTo(server, 'last', 1n);
    expect(server.sent).toEqual(['memory']);
  });
});

describe('what is remembered', () => {
  test('is nothing after an unknown outcome, of no account', async () => {
    let isLosing = false;
    await using server = await warmServer({
      tap: async (statement, send) => {
        const answer = await send();
        if (!isLosing || !isAssumed(statement)) return answer;
        isLosing = false;
        throw new Error('Connection terminated unexpectedly');
      },
    });
    await server.store.submit(pay('cid-too', 'cid', 'bob'));
    server.sent.length = 0;
    isLosing = true;
    expect(await submitTo(server, 'k', 1n)).toMatchObject({ kind: 'replayed' });
    expect(server.sent).toEqual(['memory', 'read', 'memory', 'locks']);
    server.sent.length = 0;
    expect(await server.store.submit(pay('cid-again', 'cid', 'bob'))).toMatchObject({ kind: 'posted' });
    expect(server.sent).toEqual(['read', 'memory']);
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('lets one lane decide on what another has under way: in one server nothing is ever wrong', async () => {
    const errors: unknown[] = [];
    await using server = await warmServer({ lanes: 2, limits: { maxBatch: 20 }, tap: async (_, send) => await send().catch((error: unknown) => { errors.push(error); throw error; }) });
    await server.store.submit(pay('other-lane', 'bob', 'ann'));
    await server.store.submit(pay('third', 'cid', 'ann'));
    server.sent.length = 0;
    const names = ['ann', 'bob', 'cid'];
    for (let round = 0; round < 5; round++) {
      const outcomes = await Promise.all(Array.from({ length: 120 }, (_, n) => server.store.submit(pay(`${round}-${n}`, names[n % 3] ?? '', names[(n + 1) % 3] ?? ''))));
      expect(outcomes.filter(({ kind }) => kind !== 'posted')).toEqual([]);
    }
    expect(errors).toEqual([]);
    expect(server.sent.filter((way) => way !== 'memory')).toEqual([]);
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('of a batch that failed is nothing: its accounts are read again', async () => {
    let isFull = false;
    await using server = await warmServer({
      tap: async (statement, send) => {
        if (!isFull || !isAssumed(statement)) return await send();
        isFull = false;
        return await database.pool.query(`do $$ begin raise exception 'as if' using errcode = '53100'; end $$`);
      },
    });
    isFull = true;
    expect(await submitTo(server, 'k', 1n)).toMatchObject({ kind: 'posted' });
    expect(server.sent).toEqual(['memory', 'read', 'memory']);
  });

  test('of one lane may fail under another that was decided on it: nothing of either is kept, and both are booked in the end', async () => {
    let refusals = 0;
    await using server = await warmServer({
      lanes: 2,
      tap: async (statement, send) => {
        if (isAssumed(statement) && (refusals += 1) === 2) return await database.pool.query(`do $$ begin raise exception 'as if' using errcode = '53100'; end $$`);
        return await send();
      },
    });
    const outcomes = await Promise.all(Array.from({ length: 60 }, (_, n) => server.store.submit(pay(`k${n}`, ['ann', 'cid'][n % 2] ?? '', 'bob'))));
    expect(refusals).toBeGreaterThan(1);
    expect(outcomes.filter(({ kind }) => kind !== 'posted')).toEqual([]);
    expect(await server.store.account('main', wallet('bob'))).toMatchObject({ balanceMinor: 161n });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });
});
