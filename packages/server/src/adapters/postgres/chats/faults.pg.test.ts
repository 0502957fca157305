import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../testing/test-database.ts';
import { emptyChats, message, openChats, openTestChats, paid, wrongInChats } from './testing/test-chats.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`
    create function poison() returns trigger language plpgsql as $$
    begin
      if new.text like 'poison%' then raise exception 'this one is poison'; end if;
      return new;
    end $$;
    create trigger poison before insert on entry for each row execute function poison()`);
});
beforeEach(async () => {
  await emptyChats(database.pool);
  await using chats = openTestChats(database);
  await openChats(chats, ['c'], ['ann']);
});
afterAll(() => database.close());

const lost = () => new Error('Connection terminated unexpectedly');

describe('a batch that fails', () => {
  test.each(['send', 'sendPaid'] as const)('%s: poison is told so, and its neighbours are written', async (how) => {
    await using chats = openTestChats(database, { lanes: 1 });
    const sends = Array.from({ length: 40 }, (_, n) => message('ann', n + 1, n === 13 || n === 31 ? `poison ${n}` : `fine ${n}`));
    const settled = await Promise.allSettled(sends.map((send) => (how === 'send' ? chats.store.send(send) : chats.store.sendPaid(paid(send)))));
    const rejected = settled.flatMap((result, n) => (result.status === 'rejected' ? [`${n}: ${String(result.reason)}`] : []));
    expect(rejected).toEqual(['13: error: this one is poison', '31: error: this one is poison']);
    expect(await chats.store.digest('main', 'c')).toMatchObject({ seq: 38, messages: 38 });
    expect(await wrongInChats(chats, database.pool)).toEqual([]);
  });

  test.each([
    ['kept, and the answer to COMMIT is lost', 'replayed', async (send: () => Promise<unknown>) => { await send(); throw lost(); }],
    ['COMMIT never arrives', 'written', async () => { throw lost(); }],
  ] as const)('%s: sent again, it is written once [CON-7]', async (_, kind, act) => {
    let commits = 0;
    await using chats = openTestChats(database, {
      lanes: 1,
      tap: async (statement, send) => (statement === 'commit' && (commits += 1) === 1 ? await act(send) : await send()),
    });
    const outcomes = await Promise.all(Array.from({ length: 10 }, (_none, n) => chats.store.send(message('ann', n + 1))));
    expect(commits).toBe(2);
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(outcomes.map(() => kind));
    expect(await chats.store.digest('main', 'c')).toMatchObject({ seq: 10, messages: 10 });
    expect(await wrongInChats(chats, database.pool)).toEqual([]);
  });
});
