import { expect, test } from 'vitest';
import type { PostingRow } from '../../api/money.ts';
import { balanceChart } from './balance-chart-view.ts';

const units = [{ unit: 'USD', exponent: 2 }];
const account = { id: 'user:USD:alice', unit: 'USD', balance: '0', held: '0', postings: 2, frozen: false };

function posting(number: number, balance: string): PostingRow {
  const leg = { posting: number, balance, held: '0' };
  return { side: 'credit', change: '0', leg, transfer: { key: '', kind: 'transfer', payer: '', payee: '', unit: 'USD', amount: '0', payerLeg: leg, lane: 0, seq: 0, seal: '', atMs: number * 60_000 } };
}

test('the line runs from the oldest posting to the newest, in major units', () => {
  const view = balanceChart({ account, units, postings: [posting(2, '-5'), posting(1, '1000')] });
  expect(view?.lines[0]?.values).toEqual([10, -0.05]);
  expect([view?.fromMs, view?.toMs]).toEqual([60_000, 120_000]);
  expect(view?.summary).toBe('Balance after each of 2 postings: from 10.00 USD to −0.05 USD.');
});

test('one posting is no line', () => {
  expect(balanceChart({ account, units, postings: [posting(1, '1000')] })).toBeUndefined();
  expect(balanceChart({ account, units, postings: [] })).toBeUndefined();
});
