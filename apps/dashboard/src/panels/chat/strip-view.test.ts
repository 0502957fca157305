import type { LogStretch } from '@sora/core';
import { expect, test } from 'vitest';
import { stripView } from './strip-view.ts';

const chat = { chatId: 'c', kind: 'group', lastSeq: 4, digest: '', messages: 2, slowModeMs: 0, isClosed: false, createdAtMs: 0 } as const;
const log = { lastSeq: 4, digest: '', messages: 2, knownSeq: 4 };
const stretch = (fromSeq: number, toSeq: number, counts: Partial<LogStretch> = {}): LogStretch => ({ fromSeq, toSeq, messages: 0, edits: 0, deletes: 0, ...counts });
const strip = { fromSeq: 1, toSeq: 4, gaps: [], missing: 0, stretches: [stretch(1, 1, { messages: 1 }), stretch(2, 2, { messages: 1 }), stretch(3, 3, { edits: 1 }), stretch(4, 4, { deletes: 1 })] };

test('each number is a cell that says what stands under it, and the legend has what is there', () => {
  const view = stripView({ chat, log, strip });
  expect(view.cells.map(({ kind, title }) => [kind, title])).toEqual([['message', '#1: 1 message'], ['message', '#2: 1 message'], ['edit', '#3: 1 edit'], ['delete', '#4: 1 delete']]);
  expect(view).toMatchObject({ note: '#1 to #4 · a cell is one number', summary: 'Sequence from 1 to 4: no gap.', gaps: [], isMore: false });
  expect(view.legend.map(({ kind }) => kind)).toEqual(['message', 'edit', 'delete']);
});

test('a gap stands out among many, is named, and leads to the entries around it', () => {
  const long = { fromSeq: 1, toSeq: 2_000, missing: 3, gaps: [{ fromSeq: 998, toSeq: 1_000 }], stretches: [stretch(1, 1_000, { messages: 990, edits: 7 }), stretch(1_001, 2_000, { messages: 999, deletes: 1 })] };
  const view = stripView({ chat: { ...chat, lastSeq: 2_000 }, log: { ...log, lastSeq: 2_000 }, strip: long });
  expect(view.cells.map(({ kind, title }) => [kind, title])).toEqual([['missing', '#1 to #1,000: 990 messages, 7 edits, 3 missing'], ['mixed', '#1,001 to #2,000: 999 messages, 1 delete']]);
  expect(view).toMatchObject({ note: '#1 to #2,000 · a cell is 1,000 numbers', gaps: [{ words: '#998 to #1,000', href: '/?view=chats&chat=c&at=1001' }] });
  expect(stripView({ chat, log, strip: { ...strip, missing: 1 } }).isMore).toBe(true);
});

test('of a log that is too long for one strip, the earlier numbers are one link away', () => {
  const view = stripView({ chat: { ...chat, lastSeq: 60_000 }, log: { ...log, lastSeq: 60_000 }, strip: { ...strip, fromSeq: 10_001, toSeq: 60_000 } });
  expect(view.earlierHref).toBe('/?view=chats&chat=c&at=10000');
  expect(stripView({ chat, log, strip }).earlierHref).toBeUndefined();
});

test('what the head counts past the end of the log is a gap of its own, and no text to count cells by', () => {
  const view = stripView({ chat: { ...chat, lastSeq: 1_000_000 }, log, strip });
  expect(view.cells.at(-1)).toMatchObject({ kind: 'missing', title: '#5 to #1,000,000: 999,996 missing' });
  expect(view.summary).toBe('Sequence from 1 to 4: 1 gap, at #5 to #1,000,000.');
});

test('a chat without an entry is empty, not broken', () => {
  expect(stripView({ chat: { ...chat, lastSeq: 0 }, log: { ...log, lastSeq: 0, knownSeq: 0 }, strip: { fromSeq: 1, toSeq: 0, gaps: [], missing: 0, stretches: [] } })).toMatchObject({ cells: [], note: 'no entry yet', summary: 'There is no entry yet.', gaps: [] });
});
