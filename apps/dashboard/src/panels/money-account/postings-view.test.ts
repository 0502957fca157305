import { expect, test } from 'vitest';
import type { PostingRow, TransferRow } from '../../api/money.ts';
import { postingDays } from './postings-view.ts';

const units = [{ unit: 'USD', exponent: 2 }];
const noonMs = new Date(2026, 10, 23, 12).getTime();
const paid: TransferRow = {
  key: 'k&1', kind: 'transfer', payer: 'user:USD:alice', payee: 'user:USD:bob', unit: 'USD', amount: '500', memo: 'thanks',
  payerLeg: { posting: 2, balance: '1500', held: '0' }, lane: 0, seq: 1, seal: '', atMs: noonMs,
};
const debit: PostingRow = { side: 'debit', change: '-500', leg: paid.payerLeg, transfer: paid };
const rowsOf = (...postings: PostingRow[]) => postingDays(postings, units).flatMap(({ rows }) => rows);

test('a posting says which way, with whom, how much and what was left', () => {
  expect(rowsOf(debit)).toMatchObject([{ number: 2, what: 'To', counterparty: { name: 'bob' }, keyHref: '/?view=money&find=user%3AUSD%3Aalice+k%261', memo: 'thanks', change: '−5.00', direction: 'out', balance: '15.00' }]);
  expect(rowsOf({ ...debit, side: 'credit', change: '500' })).toMatchObject([{ what: 'From', counterparty: { name: 'alice' }, change: '+5.00', direction: 'in' }]);
});

test('a hold moves nothing: its amount stands in its words, and what is held beside the balance', () => {
  const held = { ...debit, change: '0', leg: { posting: 3, balance: '1500', held: '500' } };
  expect(rowsOf({ ...held, transfer: { ...paid, kind: 'hold' } })).toMatchObject([{ what: '5.00 USD held for', change: '0.00', direction: 'none', held: '5.00' }]);
  expect(rowsOf({ ...held, transfer: { ...paid, kind: 'expire' } })[0]?.what).toBe('5.00 USD timed out, was held for');
});

test('what a hold paid in the end is marked as such', () => {
  expect(rowsOf({ ...debit, transfer: { ...paid, kind: 'post' } })[0]?.what).toBe('To (from a hold)');
});

test('postings stand under their day', () => {
  expect(postingDays([debit, { ...debit, transfer: { ...paid, atMs: noonMs - 86_400_000 } }], units)).toHaveLength(2);
});
