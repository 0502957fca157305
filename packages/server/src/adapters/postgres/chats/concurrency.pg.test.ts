import { isProblem, type Send, type SendOutcome } from '@sora/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { emptyChats, message, openChats, openTestChats, paid, type TestChats, wrongInChats } from './testing/test-chats.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
beforeEach(() => emptyChats(database.pool));
afterAll(() => database.close());

const users = Array.from({ length: 12 }, (_, n) => `u${n}`);
const chats = ['c', 'b', 'a', 'd'];
const server = (deadlineMs = 20_000) => openTestChats(database, { lanes: 3, name: 'sora struck', limits: { maxInFlight: 3, maxBatch: 8, deadlineMs } });

/** Sends until it is told what became of it, each time at the next server, as a phone does. */
async function untilTold(servers: readonly TestChats[], at: number, send: (store: TestChats['store']) => Promise<SendOutcome>): Promise<SendOutcome> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send(servers[(at + attempt) % servers.length]!.store);
    } catch (error) {
      if (!['outcome-unknown', 'database-unavailable', 'overloaded'].some((problem) => isProblem(error, problem as 'overloaded'))) throw error;
    }
  }
}

/**
 * Kills whatever batches are in the database while the work goes on, and then leaves them some time: on a busy machine, where the question
 * takes long, batches do too, and none would ever end. `hits` were in the middle of something.
 */
async function struckDuring<Result>(work: () => Promise<Result>): Promise<{ readonly received: Result; readonly hits: number }> {
  let hits = 0;
  const received = await meanwhile(work, async () => {
    const startedAtMs = performance.now();
    const { rowCount } = await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'sora struck%' and xact_start is not null`);
    hits += rowCount ?? 0;
    await sleep(Math.max(25, 5 * (performance.now() - startedAtMs)));
  });
  return { received, hits };
}

/** Does something again and again until the work is over, however it ends. */
async function meanwhile<Result>(work: () => Promise<Result>, again: () => Promise<void>): Promise<Result> {
  let isOver = false;
  const going = (async () => { while (!isOver) await again(); })();
  try {
    return await work();
  } finally {
    isOver = true;
    await going;
  }
}

function seqOf(outcome: SendOutcome): number {
  if (outcome.kind !== 'written' && outcome.kind !== 'replayed') throw new Error(`It was ${JSON.stringify(outcome)}.`);
  return outcome.entry.seq;
}

describe('several servers on one database', () => {
  test('killed connections under load lose nothing, double nothing, leave no gap, and keep the order of each phone [CON-7]', async () => {
    await using one = server(3_000);
    await using two = server(3_000);
    await openChats(one, chats, users);
    const phone = async (userId: string, at: number) => {
      const seqs: number[][] = chats.map(() => []);
      for (let n = 1; n <= 60; n++) {
        const place = (n + at) % chats.length;
        const send = message(userId, n, undefined, chats[place]);
        const isPaid = n % 3 === 0;
        seqs[place]?.push(seqOf(await untilTold([one, two], at + n, (store) => (isPaid ? store.sendPaid(paid(send)) : store.send(send)))));
      }
      return seqs;
    };
    const { received, hits } = await struckDuring(() => Promise.all(users.map(phone)));
    expect(hits).toBeGreaterThan(10);
    for (const ofPhone of received) for (const seqs of ofPhone) expect(seqs).toEqual(seqs.toSorted((a, b) => a - b));
    for (const [place, chat] of chats.entries()) {
      const all = received.flatMap((ofPhone) => ofPhone[place] ?? []).toSorted((a, b) => a - b);
      expect(all, chat).toEqual(Array.from({ length: users.length * 15 }, (_, n) => n + 1));
    }
    expect(await wrongInChats(one, database.pool)).toEqual([]);
  });

  test('one message at two servers at once is written once; everybody gets the same receipt [CON-7]', async () => {
    await using one = server();
    await using two = server();
    await openChats(one, ['c'], ['ann']);
    for (const send of [(store: TestChats['store']) => store.send(message('ann', 1)), (store: TestChats['store']) => store.sendPaid(paid(message('ann', 2)))]) {
      const outcomes = await Promise.all(Array.from({ length: 40 }, (_, n) => send((n % 2 === 0 ? one : two).store)));
      expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(1);
      expect(new Set(outcomes.map((outcome) => seqOf(outcome))).size).toBe(1);
    }
    expect(await wrongInChats(one, database.pool)).toEqual([]);
  });

  test('edits of one message from everywhere are versions without a gap, and nothing follows its deletion', async () => {
    await using one = server();
    await using two = server();
    await openChats(one, ['c'], users);
    await one.store.send(message('u0', 1));
    const edit = (n: number): Send => ({ ...message('u0', n, `version ${n}`), kind: 'edit', target: 1 });
    const chatter = users.flatMap((userId) => Array.from({ length: 20 }, (_, n) => one.store.send(message(userId, 100 + n))));
    const edits = await Promise.all(Array.from({ length: 60 }, (_, n) => (n % 2 === 0 ? one : two).store.send(edit(n + 2))));
    const versions = edits.flatMap((outcome) => (outcome.kind === 'written' ? [outcome.entry.version] : []));
    expect(versions.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 2));
    await Promise.all(chatter);
    expect(await two.store.send({ ...message('u0', 90), kind: 'delete', target: 1 })).toMatchObject({ kind: 'written', entry: { version: 62 } });
    expect(await one.store.send(edit(91))).toMatchObject({ kind: 'refused', code: 'unknown-message' });
    expect(await wrongInChats(one, database.pool)).toEqual([]);
  });

  test('who polls messages and payments in one snapshot never sees them apart [CON-7]', async () => {
    await using one = server();
    await using two = server();
    await openChats(one, chats, users);
    const polled: string[] = [];
    const sends = () => Promise.all(users.flatMap((userId, at) => Array.from({ length: 40 }, (_, n) =>
      (n % 2 === 0 ? one : two).store.sendPaid(paid(message(userId, n + 1, undefined, chats[(n + at) % chats.length]))))));
    await meanwhile(sends, async () => {
      const { rows: [row] } = await database.pool.query<{ messages: string; payments: string }>(`
        select (select count(*) from entry where payment_key is not null) as messages, (select count(*) from transfer where key like 'sora:message:%') as payments`);
      expect(row?.messages).toBe(row?.payments);
      polled.push(row?.messages ?? '');
    });
    expect(new Set(polled).size).toBeGreaterThan(3);
    expect(await wrongInChats(one, database.pool)).toEqual([]);
  });

  test('who is removed has written nothing once that was answered, whatever was under way', async () => {
    await using one = server();
    await using two = server();
    await openChats(one, ['c'], ['ann']);
    const sending = Promise.all(Array.from({ length: 60 }, (_, n) => one.store.send(message('ann', n + 1))));
    await expect.poll(async () => (await two.store.chat('main', 'c'))?.lastSeq, { interval: 1 }).toBeGreaterThan(0);
    expect(await two.store.remove('main', 'c', 'ann')).toBe(true);
    const then = (await two.store.chat('main', 'c'))?.lastSeq;
    await sending;
    expect((await two.store.chat('main', 'c'))?.lastSeq).toBe(then);
  });
});
