import { expect, test } from 'vitest';
import { accountRows } from './accounts-view.ts';

const units = [{ unit: 'USD', exponent: 2 }];
const grants = { id: 'clearing:USD:grants', unit: 'USD', balance: '-150000', held: '0', postings: 1, frozen: false };

test('an account is named as a person says it, with its balance to the last digit', () => {
  expect(accountRows([grants], units)).toMatchObject([{ name: 'Clearing account grants', balance: { text: '−1,500.00', unit: 'USD' }, facts: '1 posting', account: { href: '/?view=money&account=clearing%3AUSD%3Agrants' } }]);
});

test('what is held stands beside what is there', () => {
  expect(accountRows([{ ...grants, held: '2000', postings: 1_200 }], units)[0]?.facts).toBe('1,200 postings · 20.00 held');
});
