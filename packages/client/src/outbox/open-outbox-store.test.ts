import { expect, test } from 'vitest';
import { memoryJournal, type MemoryRows } from '../platforms/memory-journal.ts';
import { faultyJournal, type JournalFault } from '../testing/faulty-journal.ts';
import { openOutboxStore } from './open-outbox-store.ts';
import { keyOf, keyOfId, type OutboxRow, readRow, writeRow } from './outbox-row.ts';

const [ours, other] = ['a'.repeat(32), 'b'.repeat(32)];
const row = (installSeq: number, install = ours): OutboxRow => ({ install, installSeq, userId: 'alice', wish: { kind: 'message', chatId: 'c', text: `${installSeq}` }, writeClass: 'message', enqueuedAtMs: 0, isTried: false });

function opened(rows: MemoryRows, fault: (step: number) => JournalFault | undefined = () => undefined) {
  return openOutboxStore({ openJournal: async () => ({ journal: faultyJournal(memoryJournal(rows), fault), setAside: undefined }), openMemory: memoryJournal, randomId: () => other });
}
function written(all: readonly OutboxRow[], meta: Readonly<Record<string, string>> = { schema: '1', install: ours, next: '100' }): MemoryRows {
  return new Map([['meta', new Map(Object.entries(meta))], ['item', new Map(all.map((each) => [keyOf(each), writeRow(each)]))]]);
}

test('the first open makes the install and the number, and the next one finds them', async () => {
  const rows: MemoryRows = new Map();
  expect(await opened(rows)).toMatchObject({ install: other, next: 1, rows: [], isDurable: true });
  expect(Object.fromEntries(rows.get('meta') ?? [])).toEqual({ schema: '1', install: other, next: '1' });
  rows.get('meta')?.set('next', '8');
  expect(await opened(rows)).toMatchObject({ install: other, next: 8 });
});

test('rows come in order of their numbers, however many there are', async () => {
  const all = Array.from({ length: 12_345 }, (_, at) => row(at + 1));
  const store = await opened(written([...all].reverse(), { schema: '1', install: ours, next: '12346' }));
  expect(store.rows.map(({ installSeq }) => installSeq)).toEqual(all.map(({ installSeq }) => installSeq));
});

test('a number or an install that cannot be read gets a new one of both, past every number that was used', async () => {
  const damaged: readonly Readonly<Record<string, string>>[] = [{ schema: '1', install: ours, next: '1\u0000' }, { schema: '1', install: ours.slice(1), next: '100' }, { install: ours, schema: '1' }];
  for (const meta of damaged) {
    const rows = written([row(40), row(41)], meta);
    expect(await opened(rows)).toMatchObject({ install: other, next: 42 });
    expect(rows.get('meta')?.get('install')).toBe(other);
  }
});

test('a number that lies behind the rows is not given twice', async () => {
  expect(await opened(written([row(40)], { schema: '1', install: ours, next: '7' }))).toMatchObject({ install: ours, next: 41 });
});

test('rows that cannot be read are set aside whole, and stay where they are while the device has no room', async () => {
  const broken = ['', '{"v":1', 'null', '{"v":1,"install":"x"}', writeRow({ ...row(5), installSeq: 6 }), writeRow(row(5)).replace('"text":"5"', '"text":"6"'), writeRow(row(5)).replace('alice', 'mallory')];
  for (const text of broken) {
    const rows = written([row(1)]);
    rows.get('item')?.set(keyOf(row(5)), text);
    expect((await opened(rows, () => 'full')).quarantined).toBe(1);
    expect(rows.get('item')?.size).toBe(2);
    expect(await opened(rows)).toMatchObject({ quarantined: 1, rows: [row(1)] });
    expect([rows.get('item')?.size, rows.get('quarantine')?.get(keyOf(row(5)))]).toEqual([1, text]);
    expect((await opened(rows)).quarantined).toBe(1);
  }
});

test('a newer schema is never written over', async () => {
  const rows = written([row(1)], { schema: '9', install: ours, next: '2' });
  rows.get('item')?.set(keyOf(row(2)), '{"v":9}');
  expect(await opened(rows)).toMatchObject({ newer: 1, quarantined: 0, rows: [row(1)] });
  expect([rows.get('meta')?.get('schema'), rows.get('item')?.get(keyOf(row(2)))]).toEqual(['9', '{"v":9}']);
});

test('where nothing can be opened or read, it begins in memory and says so', async () => {
  expect(await openOutboxStore({ openJournal: () => Promise.reject(new Error('no storage')), openMemory: memoryJournal, randomId: () => other })).toMatchObject({ isDurable: false, install: other });
  expect(await opened(new Map(), () => 'unavailable')).toMatchObject({ isDurable: false });
});

test('a row comes back as it was written, and its id names its place', () => {
  const paid: OutboxRow = { ...row(7), wish: { kind: 'transfer', payee: 'bob', price: { amount: '5' } }, writeClass: 'paid', confirmed: { times: 1, atMs: 3 }, trouble: { kind: 'needs-confirmation', reason: 'too-old' } };
  expect(readRow(keyOf(paid), writeRow(paid))).toEqual({ kind: 'row', row: paid });
  expect([keyOfId(`${ours}-7`), keyOf(row(9)) < keyOf(row(10)), keyOf(row(10)) < keyOf(row(10, other))]).toEqual([keyOf(paid), true, true]);
});
