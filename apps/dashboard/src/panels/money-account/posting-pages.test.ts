import { expect, test } from 'vitest';
import type { AccountPage } from '../../api/money.ts';
import { withNewestPostings, withOlderPostings } from './posting-pages.ts';

function page(numbers: readonly number[], nextBefore?: number): AccountPage {
  const account = { id: 'user:USD:alice', unit: 'USD', balance: String(numbers[0]), held: '0', postings: numbers[0] ?? 0, frozen: false };
  const postings = numbers.map((posting) => {
    const leg = { posting, balance: '0', held: '0' };
    return { side: 'debit', change: '0', leg, transfer: { key: '', kind: 'transfer', payer: '', payee: '', unit: 'USD', amount: '0', payerLeg: leg, lane: 0, seq: 0, seal: '', atMs: 0 } } as const;
  });
  return { units: [], account, postings, holds: [], ...(nextBefore === undefined ? {} : { nextBefore }) };
}

const numbersOf = ({ postings }: AccountPage) => postings.map(({ leg }) => leg.posting);

test('a new posting pushes none of those already read off the page, and brings the new balance', () => {
  const read = withNewestPostings(page([4, 3, 2], 2), page([5, 4, 3], 3));
  expect(numbersOf(read)).toEqual([5, 4, 3, 2]);
  expect([read.account.balance, read.nextBefore]).toEqual(['5', 2]);
});

test('once all were read, a newer answer does not bring the button for older ones back', () => {
  expect(withNewestPostings(page([2, 1]), page([3, 2], 2)).nextBefore).toBeUndefined();
});

test('when more was booked than one page holds, reading begins again rather than hiding a hole', () => {
  expect(withNewestPostings(page([3, 2], 2), page([9, 8], 8))).toEqual(page([9, 8], 8));
});

test('older postings follow under the state that is newest', () => {
  const all = withOlderPostings(page([4, 3], 3), page([2, 1]));
  expect(numbersOf(all)).toEqual([4, 3, 2, 1]);
  expect([all.account.balance, all.nextBefore]).toEqual(['4', undefined]);
});
