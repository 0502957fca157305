import { describe, expect, test } from 'vitest';
import { type ChoiceFacts, chooseNext } from './choose-next.ts';
import { type BookEntry, createBook } from './outbox-book.ts';
import type { OutboxWish } from './outbox-item.ts';
import { idOf, type OutboxRow } from './outbox-row.ts';

const install = 'a'.repeat(32);
const say = (chatId: string): OutboxWish => ({ kind: 'message', chatId, text: 'x' });
const limits = { paidMs: 120_000, ephemeralMs: 30_000 };
const attention = { kind: 'needs-attention', code: 'c', detail: 'd' } as const;
let count = 0;
const row = (wish: OutboxWish, more: Partial<OutboxRow> = {}): OutboxRow => ({ install, installSeq: (count += 1), userId: 'alice', wish, writeClass: 'message', enqueuedAtMs: 0, isTried: false, ...more });

function choose(rows: readonly OutboxRow[], { change = () => undefined, isOwn = true, isFound = false, ...facts }: Partial<ChoiceFacts> & { readonly change?: (entries: readonly BookEntry[]) => void; readonly isOwn?: boolean; readonly isFound?: boolean } = {}) {
  const book = createBook();
  for (const each of rows) book.put(each, isFound ? undefined : 0, isOwn);
  change(book.entries);
  const choice = chooseNext({ entries: book.entries, userId: 'alice', leads: true, now: { monotonicMs: 1_000, wallMs: 1_000 }, limits, slots: 4, notBeforeMs: -Infinity, ...facts });
  const numbers = (entries: readonly BookEntry[]) => entries.map((entry) => rows.findIndex((each) => idOf(each) === entry.id));
  return { start: numbers(choice.start), over: numbers(choice.over), wakeAtMs: choice.wakeAtMs };
}

describe('what is sent next', () => {
  test('is the first of each conversation, in order of the numbers, as many as there is room for [MOB-2]', () => {
    const rows = [say('a'), say('a'), say('b'), { kind: 'transfer', payee: 'bob', price: { amount: '1' } } as const, say('c'), say('d')].map((wish) => row(wish));
    expect(choose(rows).start).toEqual([0, 2, 3, 4]);
    expect(choose(rows, { slots: 1 }).start).toEqual([0]);
    expect(choose(rows, { slots: -2 }).start).toEqual([]);
    expect(choose([...rows].reverse()).start).toEqual([5, 3, 2, 1]);
  });

  test('is nothing of a conversation that has something under way, or that waits for its time', () => {
    const rows = [row(say('a')), row(say('a')), row(say('b')), row(say('b'))];
    const change = (entries: readonly BookEntry[]) => { Object.assign(entries[0] ?? {}, { isSending: true }); Object.assign(entries[2] ?? {}, { notBeforeMs: 5_000 }); };
    expect(choose(rows, { change })).toEqual({ start: [], over: [], wakeAtMs: 5_000 });
    expect(choose(rows, { notBeforeMs: 9_000 })).toMatchObject({ start: [], wakeAtMs: 9_000 });
  });

  test('is nothing behind an item under way, wherever that one stands', () => {
    const rows = [row(say('a')), row(say('a'))];
    expect(choose(rows, { change: (entries) => { Object.assign(entries[1] ?? {}, { isSending: true }); } }).start).toEqual([]);
  });

  test('passes over what waits for its user, and what changes that [MOB-2]', () => {
    const stuck = row(say('a'), { trouble: attention });
    const edit = row({ kind: 'edit', chatId: 'a', target: { itemId: idOf(stuck) }, text: 'y' });
    const deletion = row({ kind: 'delete', chatId: 'a', target: { itemId: idOf(edit) } });
    expect(choose([stuck, edit, deletion, row(say('a'))]).start).toEqual([3]);
  });

  test('begins with what failed least, so that one that always fails does not take the only place', () => {
    const rows = [row(say('a')), row(say('b'))];
    expect(choose(rows, { slots: 1, change: (entries) => { Object.assign(entries[0] ?? {}, { failures: 3 }); } }).start).toEqual([1]);
  });

  test('is of the user who is signed in alone, and on a page that does not lead only what is ephemeral', () => {
    const rows = [row(say('a'), { userId: 'bob' }), row(say('a')), row(say('a'), { writeClass: 'ephemeral' })];
    expect(choose(rows).start).toEqual([1]);
    expect(choose(rows, { userId: undefined }).start).toEqual([]);
    expect(choose(rows, { leads: false }).start).toEqual([2]);
  });
});

describe('something paid is too old', () => {
  const paid = () => [row(say('a'), { writeClass: 'paid', enqueuedAtMs: 1_000 })];

  test('two minutes after its user did it, by the clock that runs evenly, and does not hold up what follows', () => {
    expect(choose(paid(), { now: { monotonicMs: 119_999, wallMs: 0 } })).toEqual({ start: [0], over: [], wakeAtMs: 120_000 });
    expect(choose([...paid(), row(say('a'))], { now: { monotonicMs: 120_000, wallMs: 1_000 } })).toMatchObject({ start: [1], over: [0] });
    expect(choose(paid(), { now: { monotonicMs: 5_000, wallMs: -1e12 } }).start).toEqual([0]);
  });

  test('when it was found at start, and when another page did it and the clock of the wall does not agree', () => {
    expect(choose(paid(), { isFound: true }).over).toEqual([0]);
    expect(choose(paid(), { isOwn: false, now: { monotonicMs: 5_000, wallMs: 100_000 } }).start).toEqual([0]);
    for (const wallMs of [1e12, -1e12]) expect(choose(paid(), { isOwn: false, now: { monotonicMs: 5_000, wallMs } })).toMatchObject({ start: [], over: [0] });
  });

  test('once: what waits for its user already is not ended again', () => {
    expect(choose([row(say('a'), { writeClass: 'paid', trouble: attention })], { isFound: true }).over).toEqual([]);
  });
});
