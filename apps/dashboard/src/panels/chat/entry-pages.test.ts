import { expect, test } from 'vitest';
import type { EntryPage } from '../../api/chats.ts';
import { withNewestEntries, withOlderEntries } from './entry-pages.ts';

const page = (seqs: readonly number[], nextBefore?: number): EntryPage => ({
  entries: seqs.map((seq) => ({ seq, kind: 'message', version: 1, userId: 'alice', atMs: 0 })), ...(nextBefore === undefined ? {} : { nextBefore }),
});
const seqsOf = ({ entries }: EntryPage) => entries.map(({ seq }) => seq);

test('a new entry pushes none of those already read off the page', () => {
  const read = withNewestEntries(page([4, 3, 2], 2), page([5, 4, 3], 3));
  expect([seqsOf(read), read.nextBefore]).toEqual([[5, 4, 3, 2], 2]);
});

test('an entry that went missing meanwhile is not kept on the page', () => {
  expect(seqsOf(withNewestEntries(page([5, 4, 3, 2]), page([5, 3, 2])))).toEqual([5, 3, 2]);
});

test('when more was written than one page holds, reading begins again', () => {
  expect(withNewestEntries(page([3, 2], 2), page([9, 8], 8))).toEqual(page([9, 8], 8));
});

test('older entries follow', () => {
  const all = withOlderEntries(page([4, 3], 3), page([2, 1]));
  expect([seqsOf(all), all.nextBefore]).toEqual([[4, 3, 2, 1], undefined]);
});
