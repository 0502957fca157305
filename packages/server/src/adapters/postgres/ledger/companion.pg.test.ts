import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { selectAll } from '../query.ts';
import type { Companion } from './companion.ts';
import { emptyLedger, fund, openTestLedger, pay, wallet, wrongInBooks } from './testing/test-ledger.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`create table note (tenant text, id text, place bigint generated always as identity, primary key (tenant, id), check (id <> 'poison'))`);
});
beforeEach(async () => {
  await emptyLedger(database.pool);
  await database.pool.query('truncate note restart identity');
  await using ledger = openTestLedger(database);
  await fund(ledger, ['ann', 'bob', 'eve'], 100n);
});
afterAll(() => database.close());

/** Notes that are paid for. Nobody writes one whose id begins with "no ", and one that is there is not written again. */
const notes: Companion<string, string> = {
  async vote(tx, tenant, ids) {
    const rows = await selectAll<{ id: string; place: string }>(tx, 'select id, place from note where tenant = $1 and id = any ($2)', [tenant, ids]);
    const places = new Map(rows.map(({ id, place }) => [id, place]));
    return ids.map((id) => {
      const place = places.get(id);
      if (place !== undefined) return { kind: 'replayed', answer: `note ${place}` };
      return id.startsWith('no ') ? { kind: 'refused', answer: 'not here' } : { kind: 'accepted' };
    });
  },
  async write(tx, tenant, ids) {
    const rows = await selectAll<{ id: string; place: string }>(tx, 'insert into note (tenant, id) select $1, id from unnest($2::text[]) as n (id) returning id, place', [tenant, ids]);
    const places = new Map(rows.map(({ id, place }) => [id, place]));
    return ids.map((id) => `note ${places.get(id)}`);
  },
};

const written = async () => (await database.pool.query<{ id: string }>('select id from note order by place')).rows.map(({ id }) => id);
const balance = async (owner: string) => (await database.pool.query<{ balance: string }>('select balance from account where account = $1', [wallet(owner)])).rows[0]?.balance;

describe('what rides along with a payment', () => {
  test('is written when the payment is posted, and its writer is told', async () => {
    await using ledger = openTestLedger<string, string>(database, { companion: notes });
    expect(await ledger.store.submitWith(pay('k', 'ann', 'bob'), 'hello')).toMatchObject({ kind: 'decided', payment: { kind: 'posted' }, answer: 'note 1' });
    expect([await written(), await balance('ann')]).toEqual([['hello'], '99']);
  });

  test('is not written when the payment is refused', async () => {
    await using ledger = openTestLedger<string, string>(database, { companion: notes });
    const outcome = await ledger.store.submitWith(pay('k', 'ann', 'bob', 101n), 'hello');
    expect(outcome).toMatchObject({ kind: 'decided', payment: { kind: 'refused', code: 'insufficient-funds' } });
    expect(outcome).not.toHaveProperty('answer', expect.anything());
    expect([await written(), await balance('ann')]).toEqual([[], '100']);
  });

  test('what is refused for itself costs nothing, and leaves its key free', async () => {
    await using ledger = openTestLedger<string, string>(database, { companion: notes });
    expect(await ledger.store.submitWith(pay('k', 'ann', 'bob'), 'no way')).toEqual({ kind: 'refused', answer: 'not here' });
    expect([await written(), await balance('ann')]).toEqual([[], '100']);
    expect(await ledger.store.submitWith(pay('k', 'ann', 'bob'), 'a way')).toMatchObject({ kind: 'decided', payment: { kind: 'posted' } });
  });

  test('sent again, neither happens a second time [CON-2]', async () => {
    await using ledger = openTestLedger<string, string>(database, { companion: notes });
    await ledger.store.submitWith(pay('k', 'ann', 'bob'), 'hello');
    expect(await ledger.store.submitWith(pay('k', 'ann', 'bob'), 'hello')).toEqual({ kind: 'replayed', answer: 'note 1' });
    expect([await written(), await balance('ann')]).toEqual([['hello'], '99']);
  });

  test('a key that has paid for something else does not pay for this', async () => {
    await using ledger = openTestLedger<string, string>(database, { companion: notes });
    await ledger.store.submit(pay('k', 'ann', 'bob'));
    const outcome = await ledger.store.submitWith(pay('k', 'ann', 'bob'), 'hello');
    expect(outcome).toMatchObject({ kind: 'decided', payment: { kind: 'replayed' } });
    expect([await written(), await balance('ann')]).toEqual([[], '99']);
  });

  test('poison takes its own payment with it, and no other: plain payments and other riders of the batch are kept', async () => {
    await using ledger = openTestLedger<string, string>(database, { companion: notes, lanes: 1 });
    const settled = await Promise.allSettled(Array.from({ length: 30 }, (_, n) => {
      if (n % 3 === 0) return ledger.store.submit(pay(`plain-${n}`, 'eve', 'bob'));
      return ledger.store.submitWith(pay(`k${n}`, 'ann', 'bob'), n === 17 ? 'poison' : `text-${n}`);
    }));
    expect(settled.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual([17]);
    expect([(await written()).length, await balance('ann'), await balance('eve')]).toEqual([19, '81', '90']);
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });

  test('what goes wrong when it is asked is told, and not that what was sent behind it was refused for that', async () => {
    const broken: Companion<string, string> = { ...notes, async vote(tx) { await tx.query('select 1 / 0'); return []; } };
    await using ledger = openTestLedger<string, string>(database, { companion: broken });
    await expect(ledger.store.submitWith(pay('k', 'ann', 'bob'), 'hello')).rejects.toMatchObject({ code: '22012' });
    expect([await written(), await balance('ann')]).toEqual([[], '100']);
  });

  test.each([
    ['between the note and the payment', 'insert into transfer', false],
    ['when COMMIT was not sent', 'commit', false],
    ['when COMMIT was done and not answered', 'commit', true],
  ])('a connection lost %s: both happen, once [CON-2]', async (_, at, arrives) => {
    let losses = 0;
    await using ledger = openTestLedger<string, string>(database, {
      companion: notes,
      tap: async (statement, send) => {
        if (!statement.includes(at) || losses > 0) return await send();
        losses += 1;
        if (arrives) await send();
        throw new Error('Connection terminated unexpectedly');
      },
    });
    await ledger.store.submitWith(pay('k', 'ann', 'bob'), 'hello');
    expect(losses).toBe(1);
    expect([await written(), await balance('ann')]).toEqual([['hello'], '99']);
    expect(await wrongInBooks(database.pool)).toEqual([]);
  });
});
