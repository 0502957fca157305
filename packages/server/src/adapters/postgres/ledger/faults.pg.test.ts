import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { killPostmaster } from '../../../e2e/testing/postgres-process.ts';
import { openWorkshop } from '../../../testing/embedded-workshop.ts';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { migrate } from '../migrate.ts';
import { migrationsFolder, readMigrations } from '../migration-files.ts';
import { createPool } from '../pool.ts';
import type { Tap } from './testing/tapped-pool.ts';
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

/** Acts on the first COMMIT behind a statement that books, and counts how many there were. */
function onFirstCommit(act: (send: () => Promise<unknown>) => Promise<unknown>): { readonly tap: Tap; readonly hits: () => number } {
  let [hits, isArmed] = [0, false];
  return {
    hits: () => hits,
    tap: async (statement, send) => {
      if (statement.includes('payments-begin')) isArmed = true;
      if (statement !== 'commit' || hits > 0 || !isArmed) return await send();
      hits += 1;
      return await act(send);
    },
  };
}

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
    ['kept, and the answer to COMMIT is lost', async (send: () => Promise<unknown>) => { await send(); throw lost(); }],
    ['COMMIT never arrives', async () => { throw lost(); }],
  ])('%s: sent again, it is booked once [CON-2]', async (_, act) => {
    await using setUp = openTestLedger(database);
    await fund(setUp, ['ann', 'bob'], 100n);
    let hits = 0;
    await using ledger = openTestLedger(database, {
      lanes: 1,
      tap: async (statement, send) => (statement === 'commit' && (hits += 1) === 1 ? await act(send) : await send()),
    });
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_none, n) => ledger.store.submit(pay(`k${n}`, 'ann', 'bob', 2n))));
    expect(hits).toBe(2);
    expect(new Set(outcomes.map(({ kind }) => kind)).size).toBe(1);
    expect(await ledger.store.account('main', wallet('bob'))).toMatchObject({ balanceMinor: 120n });
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });
});
