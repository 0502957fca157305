import { fakeClock } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { memoryJournal, type MemoryRows } from '../platforms/memory-journal.ts';
import type { Drained } from './device-recorder.ts';
import { createMetricQueue } from './metric-queue.ts';

function queueOf(rows: MemoryRows, maxFrames = 10) {
  return createMetricQueue({ journal: memoryJournal(rows), clock: fakeClock(), monotonic: fakeClock(5_000), dims: { service: 'app' }, newId: () => 'install-1', maxFrames, maxBytes: 1e6 });
}
const drained = (count: number): Drained => ({ counters: [{ layer: 'MOBILE', type: 'ERROR', atMonoMs: 4_000, count, sum: count }], sketches: [], counts: [[count], []], produced: count, dropped: {} });
const nothing: Drained = { counters: [], sketches: [], counts: [[], []], produced: 0, dropped: {} };
const books = (rows: MemoryRows, boot: string): unknown => JSON.parse(rows.get('books')?.get(boot) ?? 'null');

test('a frame that two pages settle is counted once [MOB-4]', async () => {
  const rows: MemoryRows = new Map();
  const queue = queueOf(rows);
  await queue.open('boot-1', true);
  for (const count of [7, 5]) await queue.put({ drained: drained(count) });
  const first = (await queue.next())!;
  await queue.settle(first, 2, 'refused');
  await queue.settle(first, 7, 'full');
  expect(books(rows, 'boot-1')).toMatchObject({ produced: 12, delivered: 5, queued: 5, dropped: { refused: 2 } });
});

test('a session whose end is told twice, for a start was killed in between, is counted once [MOB-4]', async () => {
  const rows: MemoryRows = new Map();
  const died = queueOf(rows);
  await died.open('boot-1', true);
  await died.put({ drained: drained(3) });
  const queue = queueOf(rows);
  await queue.open('boot-2', true);
  for (const crashed of [true, true, false]) await queue.put({ drained: nothing, ended: { boot: 'boot-1', crashed } });
  expect(books(rows, 'boot-2')).toMatchObject({ produced: 1, queued: 1 });
  expect(await queue.others()).toEqual([]);
});

test('frames with reports leave first and are given up last', async () => {
  const rows: MemoryRows = new Map();
  const queue = queueOf(rows, 2);
  await queue.open('boot-1', true);
  await queue.put({ drained: drained(1) });
  await queue.put({ drained: nothing, reports: [{ id: 'boot-0-1', kind: 'crash', atMonoMs: 1, message: 'x' }] });
  for (const count of [2, 3]) await queue.put({ drained: drained(count) });
  expect((await queue.next())?.frame.reports).toHaveLength(1);
  expect(books(rows, 'boot-1')).toMatchObject({ queued: 3, dropped: { full: 3 } });
});

test('rows that something damaged stop nothing: they leave, and the rest goes on', async () => {
  const rows: MemoryRows = new Map();
  const queue = queueOf(rows);
  await queue.open('boot-1', true);
  await queue.put({ drained: drained(4) });
  rows.get('frames')?.set('b000000000000', '{"frame":');
  const damaged = (await queue.next())!;
  await queue.settle(damaged, 0, 'refused');
  expect((await queue.next())?.counts).toEqual([[4], []]);
  rows.get('books')?.set('boot-1', 'not json');
  // Its books are gone: it has to begin under another name.
  expect(await queue.put({ drained: drained(1) })).toBe(false);
});
