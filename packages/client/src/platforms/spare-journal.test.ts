import { expect, test } from 'vitest';
import { boxes } from '../outbox/outbox-boxes.ts';
import type { Journal } from '../ports/journal.ts';
import { faultyJournal } from '../testing/faulty-journal.ts';
import { memoryJournal, type MemoryRows } from './memory-journal.ts';
import { withSpare } from './spare-journal.ts';

const put = (journal: Journal, box: string, key: string, value: string | undefined) => journal.change([], () => ({ writes: [{ box, key, value }], result: undefined }));
const open = async (rows: MemoryRows, spare: Journal | undefined, name = 'outbox') => (await withSpare(async () => ({ journal: memoryJournal(rows), setAside: undefined }), async () => spare)(name)).journal;
const plain = (rows: MemoryRows) => Object.fromEntries([...rows].filter(([, box]) => box.size > 0).map(([box, all]) => [box, Object.fromEntries(all)]));

test('what was kept is there again when the browser has emptied its databases, without the identity that may have gone on [MOB-2]', async () => {
  const rows: MemoryRows = new Map();
  const spareRows: MemoryRows = new Map();
  const journal = await open(rows, memoryJournal(spareRows));
  for (const [box, key, value] of [[boxes.meta, 'schema', '1'], [boxes.meta, 'install', 'a'], [boxes.meta, 'next', '3'], [boxes.meta, 'user', 'alice'], [boxes.item, '1', 'one'], [boxes.item, '2', 'two'], [boxes.draft, 'alice c', '"half"']] as const) await put(journal, box, key, value);
  await put(journal, boxes.item, '1', undefined);
  const emptied: MemoryRows = new Map();
  await open(emptied, memoryJournal(spareRows));
  expect(plain(emptied)).toEqual({ meta: { schema: '1', user: 'alice' }, item: { 2: 'two' }, draft: { 'alice c': '"half"' } });
});

test('a database that was not emptied stays as it is, and the spare becomes like it', async () => {
  const rows: MemoryRows = new Map([[boxes.meta, new Map([['schema', '1']])], [boxes.item, new Map([['1', 'new'], ['2', 'two']])]]);
  const spareRows: MemoryRows = new Map([[boxes.meta, new Map([['schema', '1']])], [boxes.item, new Map([['1', 'old'], ['9', 'sent since']])]]);
  await open(rows, memoryJournal(spareRows));
  expect(plain(rows)).toEqual({ meta: { schema: '1' }, item: { 1: 'new', 2: 'two' } });
  expect(plain(spareRows)).toEqual(plain(rows));
});

test('a spare that cannot be opened, read or written harms nothing', async () => {
  const rows: MemoryRows = new Map();
  await put(await open(rows, undefined), boxes.item, '1', 'one');
  await put(await open(rows, faultyJournal(memoryJournal(new Map()), () => 'full')), boxes.item, '2', 'two');
  const broken = (await withSpare(async () => ({ journal: memoryJournal(rows), setAside: undefined }), () => Promise.reject(new Error('no buckets')))('outbox')).journal;
  await put(broken, boxes.item, '3', 'three');
  expect(plain(rows)).toEqual({ item: { 1: 'one', 2: 'two', 3: 'three' } });
});

test('other journals have none', async () => {
  const spareRows: MemoryRows = new Map();
  await put(await open(new Map(), memoryJournal(spareRows), 'metrics'), boxes.item, '1', 'one');
  expect(plain(spareRows)).toEqual({});
});
