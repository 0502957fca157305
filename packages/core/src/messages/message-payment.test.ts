import { describe, expect, test } from 'vitest';
import { openAccount } from '../ledger/open-account.ts';
import { decideBatch } from '../ledger/decide-batch.ts';
import { genesisSeal } from '../ledger/seal.ts';
import { validateGroup } from '../ledger/validate-operation.ts';
import { toySha256 } from '../testing/toy-sha256.ts';
import { type MessagePrice, paymentOf, refundOf } from './message-payment.ts';

const send = { tenant: 'main', chat: 'c', userId: 'alice', install: 'phone', installSeq: 12 };
const price: MessagePrice = { unit: 'USD', amountMinor: 30n, feeMinor: 5n, payee: { kind: 'user', owner: 'olga' }, feeAccount: 'fees' };
const digest = expect.stringMatching(/^sora:message-fee:[0-9a-f]{64}$/);

describe('the payment of a message', () => {
  test('goes from its sender to the payee, and its fee from there to the house', () => {
    expect(paymentOf({ send, price }, toySha256)).toEqual({
      tenant: 'main',
      operations: [
        { kind: 'transfer', key: 'sora:message:c:phone:12', payer: 'user:USD:alice', payee: 'user:USD:olga', amountMinor: 30n },
        { kind: 'transfer', key: digest, payer: 'user:USD:olga', payee: 'house:USD:fees', amountMinor: 5n },
      ],
    });
  });

  test('is one transfer without a fee, also to the house itself', () => {
    expect(paymentOf({ send, price: { ...price, feeMinor: 0n, payee: { kind: 'house', owner: 'spend' } } }, toySha256).operations).toMatchObject([{ payee: 'house:USD:spend', amountMinor: 30n }]);
  });

  test('has keys of its identity only: the same at every price, others for every other message', () => {
    const keys = (more: object = {}, at = price) => paymentOf({ send: { ...send, ...more }, price: at }, toySha256).operations.map(({ payer, key }) => `${payer} ${key}`);
    expect(keys({}, { ...price, amountMinor: 99n, feeMinor: 1n })).toEqual(keys());
    const all = [{}, { chat: 'd' }, { userId: 'bob' }, { install: 'tablet' }, { installSeq: 13 }].flatMap((more) => keys(more));
    expect(new Set(all).size).toBe(10);
  });

  test('fits into a key whatever its identity, and so does its refund', () => {
    const long = { tenant: 'main', chat: 'c'.repeat(64), userId: 'u'.repeat(128), install: 'i'.repeat(64), installSeq: Number.MAX_SAFE_INTEGER };
    expect(validateGroup(paymentOf({ send: long, price }, toySha256))).toBeUndefined();
  });
});

describe('the refund of a message', () => {
  const payment = paymentOf({ send, price }, toySha256);
  const accounts = [
    { ...openAccount('main', { kind: 'user', unit: 'USD', owner: 'alice' }), balanceMinor: 100n }, openAccount('main', { kind: 'user', unit: 'USD', owner: 'olga' }), openAccount('main', { kind: 'house', unit: 'USD', owner: 'fees' }),
  ];
  const decide = (groups: readonly (typeof payment)[]) => decideBatch({ tenant: 'main', nowMs: 1, head: { lane: 0, seq: 0, seal: genesisSeal }, accounts, booked: [], refused: [], holds: [] }, groups, toySha256);
  const { transfers } = decide([payment]);

  test('gives back what was paid, the fee first, and once only', () => {
    const refund = refundOf(transfers, toySha256);
    const change = decide([payment, refund, refund]);
    expect(change.outcomes.map(({ kind }) => kind)).toEqual(['posted', 'posted', 'replayed']);
    expect(change.accounts.map(({ balanceMinor }) => balanceMinor)).toEqual([100n, 0n, 0n]);
    expect(refund.operations.map(({ payer, key }) => [payer, key])).toEqual([['house:USD:fees', expect.stringMatching(/^sora:refund:[0-9a-f]{64}$/)], ['user:USD:olga', expect.stringMatching(/^sora:refund:/)]]);
  });

  test('is another one for every payer, though their keys be the same', () => {
    const [first] = transfers;
    if (first === undefined) throw new Error('Nothing was booked.');
    const keyOf = (payer: string) => refundOf([{ ...first, payer }], toySha256).operations[0].key;
    expect(keyOf('user:USD:bob')).not.toBe(keyOf('user:USD:alice'));
  });

  test('is of something that moved', () => {
    expect(() => refundOf([], toySha256)).toThrow('of something');
    expect(() => refundOf(transfers.map((each) => ({ ...each, kind: 'hold' as const })), toySha256)).toThrow('given back');
  });
});
