import type { GroupOutcome, LinkedGroup } from '@sora/core';
import { seededRandom } from '@sora/core/testing';
import { DatabaseError } from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { emptyLedger, fund, openTestLedger, pay, wallet, wrongInBooks } from './testing/test-ledger.ts';
import { isWrongAssumption } from './write-assumed.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
beforeEach(() => emptyLedger(database.pool));
afterAll(() => database.close());

const owners = Array.from({ length: 12 }, (_, n) => `u${n}`);
const kinds = (outcomes: readonly GroupOutcome[]) => outcomes.map(({ kind }) => kind);

/** A server, and every error that the database gave it but that what it remembered was out of date: two servers cannot know of each other. */
function server() {
  const errors: unknown[] = [];
  const ledger = openTestLedger(database, {
    lanes: 3, limits: { maxInFlight: 3, maxBatch: 8 },
    tap: async (_, send) => await send().catch((error: unknown) => { if (!(error instanceof DatabaseError && isWrongAssumption(error))) errors.push(error); throw error; }),
  });
  return { ...ledger, errors };
}

test('servers that pay in opposite orders neither deadlock nor lose a cent [CON-6]', async () => {
  const servers = [server(), server(), server(), server()];
  const random = seededRandom(7);
  const pick = () => owners[Math.floor(random.next() * owners.length)] ?? '';
  await fund(servers[0]!, owners, 1_000n);
  const there = (n: number): LinkedGroup => {
    const [from, to, third] = [pick(), pick(), pick()];
    const [first, second] = [pay(`a${n}`, from, to), pay(`b${n}`, to, third)];
    return { tenant: 'main', operations: [first.operations[0], second.operations[0]] };
  };
  const groups = Array.from({ length: 600 }, (_, n) => there(n)).filter(({ operations }) => operations.every((o) => o.kind === 'transfer' && o.payer !== o.payee));
  const outcomes = await Promise.all(groups.map((group, n) => servers[n % servers.length]!.store.submit(group)));
  expect(kinds(outcomes).filter((kind) => kind !== 'posted')).toEqual([]);
  expect(servers.flatMap(({ errors }) => errors)).toEqual([]);
  expect(await wrongInBooks(database.pool)).toEqual([]);
  const { rows } = await database.pool.query(`select sum(balance)::int as sum from account where account like 'user:%'`);
  expect(rows).toEqual([{ sum: 12_000 }]);
  for (const each of servers) await each[Symbol.asyncDispose]();
});

test('one key at two servers at once moves the money once; all others are told what the first one got [CON-2]', async () => {
  await using one = server();
  await using two = server();
  await fund(one, ['ann', 'bob'], 100n);
  const outcomes = await Promise.all(Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? one : two).store.submit(pay('same', 'ann', 'bob', 7n))));
  expect(kinds(outcomes).filter((kind) => kind === 'posted')).toHaveLength(1);
  expect(kinds(outcomes).filter((kind) => kind === 'replayed')).toHaveLength(59);
  expect(await one.store.account('main', wallet('ann'))).toMatchObject({ balanceMinor: 93n });
});

test('one key with two amounts at two servers at once: one is booked, the other is refused [CON-2]', async () => {
  await using one = server();
  await using two = server();
  await fund(one, ['ann', 'bob'], 100n);
  const outcomes = await Promise.all([one.store.submit(pay('same', 'ann', 'bob', 7n)), two.store.submit(pay('same', 'ann', 'bob', 8n))]);
  expect(kinds(outcomes).toSorted()).toEqual(['posted', 'refused']);
  expect(outcomes).toContainEqual(expect.objectContaining({ kind: 'refused', code: 'key-reused' }));
  expect(await wrongInBooks(database.pool)).toEqual([]);
});

test('lanes of every tenant are sealed without a gap, whichever server books [CON-8]', async () => {
  await using one = server();
  await using two = server();
  await fund(one, owners, 100n);
  await Promise.all(owners.flatMap((owner, n) => [one, two].map(({ store }, at) => store.submit(pay(`k${n}-${at}`, owner, owners[(n + 1) % owners.length]!)))));
  const { rows } = await database.pool.query<{ gaps: string }>('select count(*) as gaps from (select seq - row_number() over (partition by tenant, lane order by seq) as off from transfer) as places where off <> 0');
  expect(rows).toEqual([{ gaps: '0' }]);
});
