import { type ChatMismatch, type Entry, headDifferences, recount, type Send } from '@sora/core';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresChatAudit } from './chat-recount.ts';
import { emptyChats, openChats, openTestChats, paid, type TestChats, wrongInChats } from './chats/testing/test-chats.ts';
import { postgresConflictLog } from './conflict-log.ts';

let database: TestDatabase;
let chats: TestChats;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  await emptyChats(database.pool);
  await database.pool.query('truncate chat_recount, conflict, event');
  chats = openTestChats(database);
  for (const id of ['a', 'b', 'c']) await chats.store.create({ tenant: 'main', id, kind: 'group', owner: 'olga' });
});
afterEach(() => chats[Symbol.asyncDispose]());
afterAll(() => database.close());

const audit = () => postgresChatAudit(database.pool);
const b = { tenant: 'main', id: 'b' };
const identity = (installSeq: number, chat = 'b', install = 'phone') => ({ tenant: 'main', chat, userId: 'olga', install, installSeq });
const message = (installSeq: number, chat?: string, install?: string): Send => ({ kind: 'message', ...identity(installSeq, chat, install), content: { text: `message ${installSeq}`, salt: '0'.repeat(32) } });
const log = async (chat = 'b'): Promise<readonly Entry[]> => chats.store.range({ tenant: 'main', chat, fromSeq: 1, toSeq: Number.MAX_SAFE_INTEGER, limit: 100_000 });
const alter = (change: string) => database.pool.query(`update chat set ${change} where chat = 'b'`);
/** As somebody with all rights would. */
const tamper = (sql: string) => database.pool.query(`alter table entry disable trigger all; ${sql}; alter table entry enable trigger all`);
const conflicts = () => postgresConflictLog(database.pool).read({ tenant: 'main', limit: 9, types: ['CHAT_STATE_MISMATCH'] });
const mismatches = async () => (await audit().compare(undefined, 100)).mismatches;

async function foundInPagesOf(limit: number): Promise<readonly ChatMismatch[]> {
  const found: ChatMismatch[] = [];
  for (let page = await audit().compare(undefined, limit); ; page = await audit().compare(page.next, limit)) {
    found.push(...page.mismatches);
    if (page.next === undefined) return found;
  }
}

/** Three messages, of which one is edited and another deleted. */
async function talk(): Promise<void> {
  for (const n of [1, 2, 3]) await chats.store.send(message(n));
  await chats.store.send({ kind: 'edit', ...identity(4), target: 1, content: { text: 'edited', salt: '1'.repeat(32) } });
  await chats.store.send({ kind: 'delete', ...identity(5), target: 2 });
}

async function expectRight(): Promise<void> {
  const chat = await chats.store.chat('main', 'b');
  if (chat === undefined) throw new Error('The chat is gone.');
  expect(headDifferences(chat, recount(await log()))).toEqual([]);
}

describe('chats compared with their entries', () => {
  test('nothing is found where nothing was altered, page by page, however often, with and without new entries [CON-4]', async () => {
    await talk();
    const first = await audit().compare(undefined, 2);
    expect([first.compared, first.mismatches, first.next]).toEqual([2, [], b]);
    expect(await audit().compare(first.next, 2)).toEqual({ compared: 1, mismatches: [], next: undefined });
    for (let n = 6; n < 9; n++) {
      await chats.store.send(message(n));
      expect(await mismatches()).toEqual([]);
    }
    expect((await chats.store.send({ kind: 'delete', ...identity(9), target: 6 })).kind).toBe('written');
    expect(await mismatches()).toEqual([]);
    expect((await database.pool.query(`select seq::int, messages::int from chat_recount where chat = 'b'`)).rows).toEqual([{ seq: 9, messages: 4 }]);
  });

  test.for([
    ['messages = 9', 'messages says 9; the entries come to 2'],
    ['last_seq = 4', 'lastSeq says 4; the entries come to 5'],
    ['last_seq = 1000', 'lastSeq says 1000; the entries come to 5'],
    [`digest = decode(repeat('ab', 32), 'hex')`, `digest says ${'ab'.repeat(32)}; the entries come to`],
  ] as const)('%s by hand is found, whatever the page, also where it was counted before [CON-4]', async ([change, words]) => {
    await talk();
    for (const isCounted of [false, true]) {
      await database.pool.query('truncate chat_recount');
      if (isCounted) await audit().compare(undefined, 100);
      await alter(change);
      for (const limit of [1, 2, 100]) expect(await foundInPagesOf(limit)).toMatchObject([{ ...b, differences: [expect.stringContaining(words)] }]);
      await audit().correct(b);
    }
  });

  test('it is set to what core counts, with history and event, and no entry is touched [CON-4][CON-10]', async () => {
    await talk();
    const before = await log();
    const head = await chats.store.chat('main', 'b');
    await alter(`messages = 9, last_seq = 77, digest = decode(repeat('ab', 32), 'hex')`);
    expect(await audit().correct(b)).toMatchObject({ kind: 'corrected', before: { messages: 9, lastSeq: 77 }, after: { messages: 2, lastSeq: 5, digest: before.at(-1)?.digest } });
    expect(await chats.store.chat('main', 'b')).toEqual(head);
    await expectRight();
    expect(await log()).toEqual(before);
    expect(await conflicts()).toMatchObject([{ subject: 'b', detail: { outcome: 'corrected', before: { lastSeq: 77 }, after: { lastSeq: 5 } } }]);
    expect((await database.pool.query(`select severity from event where type = 'CONFLICT_DETECTED'`)).rows).toEqual([{ severity: 'warning' }]);
    expect(await mismatches()).toEqual([]);
  });

  test('one that is right by the time it is looked at is left alone, and the same alteration made again is corrected again [CON-4]', async () => {
    await talk();
    expect(await audit().correct(b)).toMatchObject({ kind: 'was-right' });
    for (let time = 1; time <= 2; time++) {
      await alter('messages = 9');
      expect((await audit().correct(b)).kind).toBe('corrected');
      expect(await conflicts()).toHaveLength(time);
    }
  });

  test('one whose count was noted wrongly is not set to that: correcting counts from the first entry, and mends the note [CON-4]', async () => {
    await talk();
    await audit().compare(undefined, 100);
    await database.pool.query(`update chat_recount set messages = 50 where chat = 'b'`);
    expect(await mismatches()).toHaveLength(1);
    expect((await audit().correct(b)).kind).toBe('was-right');
    expect(await mismatches()).toEqual([]);
  });

  test.for([
    ['in the middle', 3, false, 'entries are missing'], ['at the end, where they had been counted', 5, true, 'entries are missing'],
    ['at the end, where the head alone knew of them', 5, false, 'lastSeq says 5; the entries come to 4'],
  ] as const)('where entries are missing %s nothing is recounted, since numbers would be given twice; recorded once, and the chat goes on [CON-4]', async ([, seq, isCounted, words]) => {
    await talk();
    if (isCounted) await audit().compare(undefined, 100);
    await tamper(`delete from entry where chat = 'b' and seq = ${seq}`);
    const head = await chats.store.chat('main', 'b');
    expect((await mismatches())[0]?.differences).toContain(words);
    expect(await audit().correct(b)).toMatchObject({ kind: 'unresolvable', isNews: true });
    expect(await chats.store.chat('main', 'b')).toEqual(head);
    expect(await chats.store.send(message(6))).toMatchObject({ kind: 'written', entry: { seq: 6 } });
    for (let time = 0; time < 2; time++) expect(await audit().correct(b)).toMatchObject({ kind: 'unresolvable', isNews: false });
    expect(await conflicts()).toMatchObject([{ detail: { outcome: 'unresolvable', entries: 4, missing: 1, isClosed: false } }]);
  });

  test('where nothing but the checksum is wrong it is put right, without a word [CON-4]', async () => {
    await talk();
    await alter('checksum = checksum + 1');
    expect(await mismatches()).toMatchObject([{ ...b, differences: [] }]);
    expect((await audit().correct(b)).kind).toBe('was-right');
    expect(await mismatches()).toEqual([]);
    expect(await conflicts()).toEqual([]);
  });

  test('a log longer than one look is counted in parts, and the count is judged when its end is there', async () => {
    await database.pool.query(`
      insert into entry (tenant, chat, seq, user_id, install, install_seq, kind, version, content_digest, digest, at)
      select 'main', 'b', n, 'olga', 'phone', n, 'message', 1, decode(repeat('cd', 32), 'hex'), decode(repeat('ef', 32), 'hex'), now() from generate_series(1, 12000) as n`);
    await alter(`last_seq = 12000, messages = 12001, digest = decode(repeat('ef', 32), 'hex')`);
    await alter('checksum = chat_checksum(last_seq, digest, messages)');
    expect([await mismatches(), await mismatches()]).toEqual([[], []]);
    expect(await mismatches()).toMatchObject([{ ...b, differences: ['messages says 12001; the entries come to 12000'] }]);
  });

  test('a chat that is not there is said so', async () => {
    await expect(audit().correct({ tenant: 'main', id: 'nowhere' })).rejects.toMatchObject({ problem: 'unknown-chat' });
  });
});

describe('while users keep writing', () => {
  test.for([
    'last_seq = 1000', 'last_seq = 3', 'last_seq = 0', 'messages = 9', `digest = decode(repeat('ab', 32), 'hex')`, 'digest = set_byte(digest, 31, get_byte(digest, 31) # 1)',
  ])('a writer never builds on a head that was altered by hand (%s): it is recounted first, with history, and other chats go on [CON-4]', async (change) => {
    await talk();
    await alter(change);
    const outcomes = await Promise.all([chats.store.send(message(6)), chats.store.send(message(1, 'a')), chats.store.send(message(7))]);
    expect(outcomes.map((outcome) => (outcome.kind === 'written' ? outcome.entry.seq : outcome.kind))).toEqual([6, 1, 7]);
    await expectRight();
    expect(await mismatches()).toEqual([]);
    expect(await conflicts()).toMatchObject([{ subject: 'b', detail: { outcome: 'corrected', after: { lastSeq: 5, messages: 2 } } }]);
  });

  test('so does a message that is paid for [CON-4]', async () => {
    await openChats(chats, [], ['olga']);
    await talk();
    await alter('last_seq = 1000');
    expect(await chats.store.sendPaid(paid({ kind: 'message', ...identity(6), content: { text: 'paid', salt: '0'.repeat(32) } }))).toMatchObject({ kind: 'written', entry: { seq: 6 } });
    await expectRight();
    expect(await conflicts()).toHaveLength(1);
    expect(await wrongInChats(chats, database.pool)).toEqual([]);
  });

  test('what was recounted stays, whatever becomes of the sends that met it [CON-4]', async () => {
    await talk();
    await alter('last_seq = 1000');
    expect(await chats.store.send({ ...message(6), userId: 'nobody' })).toMatchObject({ kind: 'refused', code: 'not-a-member' });
    await expectRight();
    expect(await conflicts()).toHaveLength(1);
  });

  test('a recount is undone with a batch that fails on this side, whose COMMIT is not sent', async () => {
    await talk();
    await alter('last_seq = 1000');
    await using faulty = openTestChats(database, { tap: async (statement, send) => (statement.includes('insert into entry') ? Promise.reject(new Error('not sent')) : await send()) });
    await expect(faulty.store.send(message(6))).rejects.toThrow('not sent');
    expect([await conflicts(), (await chats.store.chat('main', 'b'))?.lastSeq]).toEqual([[], 1_000]);
  });

  test('where entries are missing and the head is altered, it is closed until both are back; others in the batch are written [CON-4]', async () => {
    await talk();
    await tamper(`delete from entry where chat = 'b' and seq = 3`);
    const head = await chats.store.chat('main', 'b');
    await alter('last_seq = 1000');
    for (const seq of [1, 2]) {
      const [closed, right] = await Promise.all([chats.store.send(message(6)), chats.store.send(message(seq, 'a'))]);
      expect([closed, right]).toMatchObject([{ kind: 'refused', code: 'chat-closed' }, { kind: 'written', entry: { seq } }]);
    }
    expect(await chats.store.chat('main', 'b')).toEqual({ ...head, lastSeq: 1000, isClosed: true });
    expect(await conflicts()).toMatchObject([{ detail: { outcome: 'unresolvable', missing: 1, isClosed: true } }]);
    await chats.store.configure('main', 'b', { isClosed: false });
    expect(await chats.store.send(message(6))).toMatchObject({ kind: 'refused', code: 'chat-closed' });
  });

  test('a chat that a server of before the checksum wrote is recounted, and nothing is said of it', async () => {
    await talk();
    await alter('checksum = chat_checksum(0, digest, 0)');
    expect(await chats.store.send(message(6))).toMatchObject({ kind: 'written', entry: { seq: 6 } });
    expect([await mismatches(), await conflicts()]).toEqual([[], []]);
  });

  test('what is altered again and again is found and mended: no entry is lost, no number comes twice, nothing right is taken for wrong [CON-4]', async () => {
    const other = openTestChats(database);
    let isOver = false;
    const writing = [chats, other, chats, other].map(async ({ store }, n) => {
      const receipts: number[] = [];
      for (let installSeq = 1; !isOver && installSeq < 10_000; installSeq++) receipts.push(await untilWritten(() => store.send(message(installSeq, 'b', `install-${n}`))));
      return receipts;
    });
    const healing = (async () => {
      for (; !isOver; await sleep(5)) for (const found of await mismatches()) await audit().correct(found);
    })();
    for (const change of ['messages = messages + 5', 'last_seq = last_seq + 3', 'last_seq = last_seq - 1', `digest = decode(repeat('ab', 32), 'hex')`, 'last_seq = 0', 'messages = 0']) {
      await sleep(60);
      await alter(change);
      await vi.waitFor(async () => { expect(await mismatches()).toEqual([]); }, { timeout: 10_000, interval: 5 });
    }
    isOver = true;
    const receipts = (await Promise.all(writing)).flat();
    await healing;
    for (const found of await mismatches()) await audit().correct(found);
    await other[Symbol.asyncDispose]();
    const entries = await log();
    expect(receipts.length).toBeGreaterThan(50);
    expect(receipts.toSorted((x, y) => x - y)).toEqual(entries.map(({ seq }) => seq));
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    await expectRight();
    expect((await conflicts()).length).toBeGreaterThanOrEqual(6);
    expect((await conflicts()).every(({ detail }) => detail['outcome'] === 'corrected')).toBe(true);
  });
});

/** As a phone's outbox does: the same again until there is a receipt; not for ever, so that a test that fails also ends. */
async function untilWritten(send: () => ReturnType<TestChats['store']['send']>): Promise<number> {
  for (let attempt = 0; attempt < 1_000; attempt++) {
    const outcome = await send().catch(() => undefined);
    if (outcome?.kind === 'written' || outcome?.kind === 'replayed') return outcome.entry.seq;
    await sleep(10);
  }
  throw new Error('The chat did not take messages again.');
}
