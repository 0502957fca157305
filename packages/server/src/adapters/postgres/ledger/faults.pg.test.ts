import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { isAssumed, type Tap, underLocks } from './testing/tapped-pool.ts';
import { emptyLedger, fund, openTestLedger, pay, wallet, wrongInBooks } from './testing/test-ledger.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`
    create function poison() returns trigger language plpgsql as $$
    begin
      if new.key like 'poison%' then raise exception 'this one is poison'; end if;
      return new;
    end $$;
    create trigger poison before insert on transfer for each row execute function poison()`);
});
beforeEach(() => emptyLedger(database.pool));
afterAll(() => database.close());

const lost = () => new Error('Connection terminated unexpectedly');
const sqlError = (code: string) => `do $$ begin raise exception 'as if' using errcode = '${code}'; end $$`;

describe('a batch that fails', () => {
  test('poison is told so, and its neighbours are booked', async () => {
    await using ledger = openTestLedger(database, { lanes: 1 });
    await fund(ledger, ['ann', 'bob']);
    const keys = Array.from({ length: 40 }, (_, n) => (n === 13 || n === 31 ? `poison-${n}` : `fine-${n}`));
    const settled = await Promise.allSettled(keys.map((key) => ledger.store.submit(pay(key, 'ann', 'bob'))));
    const rejected = settled.flatMap((result, n) => (result.status === 'rejected' ? [`${keys[n]}: ${String(result.reason)}`] : []));
    expect(rejected).toEqual(['poison-13: error: this one is poison', 'poison-31: error: this one is poison']);
    expect(await ledger.store.account('main', wallet('ann'))).toMatchObject({ balanceMinor: 962n });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test.each([
    ['it was kept, and the answer to COMMIT is lost', true, true],
    ['COMMIT never arrives', true, false],
    ['decided from memory, it was kept, and the answer is lost', false, true],
    ['decided from memory, it never arrives', false, false],
  ])('%s: sent again, it is booked once [CON-2]', async (_, isLocked, arrives) => {
    await using bank = openTestLedger(database);
    await fund(bank, ['ann', 'bob'], 100n);
    let endings = 0;
    const loseFirst: Tap = async (statement, send) => {
      if (statement !== 'commit' && !isAssumed(statement)) return await send();
      endings += 1;
      if (endings > 1) return await send();
      if (arrives) await send();
      throw lost();
    };
    await using ledger = openTestLedger(database, { lanes: 1, tap: isLocked ? underLocks(database.pool, loseFirst) : loseFirst });
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_none, n) => ledger.store.submit(pay(`k${n}`, 'ann', 'bob', 2n))));
    expect(endings).toBeGreaterThanOrEqual(2);
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set([arrives ? 'replayed' : 'posted']));
    expect(await ledger.store.account('main', wallet('bob'))).toMatchObject({ balanceMinor: 120n });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('a statement that never leaves this side takes the rest of its batch with it', async () => {
    await using ledger = openTestLedger(database, {
      tap: underLocks(database.pool, async (statement, send) => {
        if (statement.includes('insert into open_hold')) throw new RangeError('not sent');
        return await send();
      }),
    });
    await fund(ledger, ['ann', 'bob'], 100n);
    const hold = ledger.store.submit({ tenant: 'main', operations: [{ kind: 'hold', key: 'h', payer: wallet('ann'), payee: wallet('bob'), amountMinor: 5n, expiresInMs: 60_000 }] });
    await expect(hold).rejects.toThrow('not sent');
    expect(await ledger.store.account('main', wallet('ann'))).toMatchObject({ heldMinor: 0n, postings: 1 });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test.each(['40P01', '55P03', '40001', '53100', '57014'])('the database says %s once: nothing was kept, and it is tried again [CON-8]', async (code) => {
    await using bank = openTestLedger(database);
    await fund(bank, ['ann', 'bob'], 100n);
    let failures = 0;
    await using ledger = openTestLedger(database, {
      tap: async (statement, send) => (statement.includes('insert into transfer') && (failures += 1) === 1 ? await database.pool.query(sqlError(code)) : await send()),
    });
    expect(await ledger.store.submit(pay('k', 'ann', 'bob'))).toMatchObject({ kind: 'posted' });
    expect(failures).toBe(2);
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('connections that are ended under load cost an answer, never a payment', async () => {
    await using ledger = openTestLedger(database, { limits: { maxBatch: 5 } });
    await fund(ledger, ['ann', 'bob'], 1_000n);
    const paying = Promise.all(Array.from({ length: 200 }, (_, n) => ledger.store.submit(pay(`k${n}`, 'ann', 'bob'))));
    for (let round = 0; round < 5; round++) {
      await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'sora test lanes'`);
    }
    const outcomes = await paying;
    expect(outcomes.filter(({ kind }) => kind === 'refused')).toEqual([]);
    expect(await ledger.store.account('main', wallet('bob'))).toMatchObject({ balanceMinor: 1_200n });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('a lock that is held for too long is given up, and asked for again', async () => {
    await using ledger = openTestLedger(database, { statementTimeoutMs: 200 });
    await fund(ledger, ['ann', 'bob'], 100n);
    const other = await database.pool.connect();
    await other.query('begin');
    await other.query('select 1 from account where tenant = $1 and account = $2 for update', ['main', wallet('bob')]);
    await expect(ledger.store.submit(pay('k', 'ann', 'bob'), { deadlineMs: 400 })).rejects.toMatchObject({ retryable: true });
    const later = ledger.store.submit(pay('l', 'ann', 'bob'));
    await other.query('rollback');
    other.release();
    expect(await later).toMatchObject({ kind: 'posted' });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });
});
