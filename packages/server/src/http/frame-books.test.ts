import type { FrameAccount } from '@sora/core';
import { expect, test } from 'vitest';
import { createFrameBooks } from './frame-books.ts';

const boot = { tenant: 'main', install: 'install-1', boot: 'boot-0001' };
/** Frames of five measurements each, none delivered; `hidden` of the third are nowhere. */
const account = (seq: number, hidden = 0): FrameAccount => ({ seq, conservation: { produced: 5 * seq + hidden, delivered: hidden, queued: 5 * seq, dropped: {} }, content: 5, isWhole: true });

function told(accounts: readonly FrameAccount[], books = createFrameBooks(10)) {
  return accounts.map((each) => {
    const unexplained = books.audit(boot, each);
    books.remember(boot, each);
    return unexplained;
  });
}

test('frames in any order, repeated or missing, raise no alarm when their books close [MOB-4]', () => {
  for (const seqs of [[1, 2, 3], [3, 2, 1], [1, 1, 2, 2], [1, 4, 2, 9, 3], [7, 8, 7, 1]]) expect(told(seqs.map((seq) => account(seq))).every((unexplained) => unexplained === 0)).toBe(true);
});

test('a server that knows nothing of a boot any more asks only what one account can answer', () => {
  expect(told([account(6, 3)])).toEqual([0]);
  const small = createFrameBooks(1);
  told([account(1), account(2)], small);
  small.remember({ ...boot, boot: 'boot-0002' }, account(1));
  expect(told([account(3, 3)], small)).toEqual([0]);
});

test('what vanished is found at either neighbour, in whichever order they come [MOB-4]', () => {
  expect(told([account(1), account(2), account(3, 3)])).toEqual([0, 0, 3]);
  expect(told([account(3, 3), account(2)])).toEqual([0, 3]);
  expect(told([account(1, 2)])).toEqual([2]);
});

test('what was audited is not asked again, and an account that was not taken is not remembered', () => {
  const books = createFrameBooks(10);
  told([account(1)], books);
  expect(books.audit(boot, account(1, 4))).toBe(0);
  expect(books.audit(boot, account(2, 4))).toBe(4);
  expect(books.audit(boot, account(2, 4))).toBe(4);
});
