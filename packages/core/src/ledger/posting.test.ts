import { expect, test } from 'vitest';
import { postingsOf } from './posting.ts';
import type { Transfer } from './transfer.ts';

const moved: Transfer = {
  tenant: 'main', payer: 'a', key: 'k', kind: 'transfer', payee: 'b', unit: 'USD', amountMinor: 5n, holdKey: undefined, expiresAtMs: undefined, linkedKey: undefined,
  payerLeg: { posting: 1, balanceMinor: -5n, heldMinor: 0n }, payeeLeg: { posting: 2, balanceMinor: 5n, heldMinor: 0n },
  memo: undefined, memoDigest: undefined, fingerprint: '', lane: 0, seq: 1, seal: '', atMs: 0,
};

test('a transfer is a debit of its payer and a credit of its payee, and nothing to anybody else', () => {
  expect(postingsOf(moved, 'a')).toEqual([{ transfer: moved, side: 'debit', leg: moved.payerLeg, changeMinor: -5n }]);
  expect(postingsOf(moved, 'b')).toEqual([{ transfer: moved, side: 'credit', leg: moved.payeeLeg, changeMinor: 5n }]);
  expect(postingsOf(moved, 'c')).toEqual([]);
});

test('where nothing moved, the payer has a posting that changes no balance, and the payee none', () => {
  const held: Transfer = { ...moved, kind: 'hold', payeeLeg: undefined };
  expect(postingsOf(held, 'a')).toEqual([{ transfer: held, side: 'debit', leg: held.payerLeg, changeMinor: 0n }]);
  expect(postingsOf(held, 'b')).toEqual([]);
});
