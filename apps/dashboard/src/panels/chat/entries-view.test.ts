import { expect, test } from 'vitest';
import type { EntryRow } from '../../api/chats.ts';
import { entryDays } from './entries-view.ts';

const noonMs = new Date(2026, 10, 24, 12).getTime();
const message = (seq: number, more: Partial<EntryRow> = {}): EntryRow => ({ seq, kind: 'message', version: 1, userId: 'alice', atMs: noonMs, textBytes: 14, ...more });
const linesOf = (entries: readonly EntryRow[], nextBefore?: number) => entryDays({ entries, ...(nextBefore === undefined ? {} : { nextBefore }) }).flatMap(({ lines }) => lines);

test('an entry says its number, what it is, who wrote it, its size, and leads to what paid for it', () => {
  expect(linesOf([message(2, { paymentKey: 'sora:message:c:phone:1', textBytes: 1_540 }), message(1)])).toMatchObject([
    { number: '#2', what: 'Message by', author: 'alice', at: '12:00:00', size: '1.5 kB', marks: [], paymentHref: '/?view=money&find=sora%3Amessage%3Ac%3Aphone%3A1' }, { number: '#1', size: '14 B' },
  ]);
});

test('edits and deletes are versions of a message, which says how many it has', () => {
  const lines = linesOf([message(4, { kind: 'delete', target: 2, version: 2, textBytes: 0 }), message(3, { kind: 'edit', target: 1, version: 2 }), message(2, { latest: { version: 2, isDeleted: true } }), message(1, { latest: { version: 2, isDeleted: false }, model: 'small-1' })]);
  expect(lines.map((line) => line.kind === 'entry' && [line.what, line.marks, line.size])).toEqual([
    ['#2 deleted, by', [], ''], ['Version 2 of #1, by', [], '14 B'], ['Message by', ['deleted'], '14 B'], ['Message by', ['2 versions', 'by small-1'], '14 B'],
  ]);
});

test('a text that was erased leaves its entry', () => {
  const { textBytes: _, ...erased } = message(1);
  expect(linesOf([erased])).toMatchObject([{ size: 'text erased' }]);
});

test('what is missing has a line where it should stand, also before the first entry, and not where the next page goes on', () => {
  const gaps = (lines: ReturnType<typeof linesOf>) => lines.flatMap((line) => (line.kind === 'gap' ? [line.words] : [line.number]));
  expect(gaps(linesOf([message(9), message(5), message(3), message(2)]))).toEqual(['#9', '#6 to #8 have no entry', '#5', '#4 has no entry', '#3', '#2', '#1 has no entry']);
  expect(gaps(linesOf([message(9), message(8)], 8))).toEqual(['#9', '#8']);
});

test('entries stand under their day', () => {
  expect(entryDays({ entries: [message(2), message(1, { atMs: noonMs - 86_400_000 })] })).toHaveLength(2);
});
