import { describe, expect, test } from 'vitest';
import { judgePrice, type Price } from './price.ts';

const price: Price = { unit: 'USD', amountMinor: 30n, feeMinor: 3n };
const nothing = { unit: 'USD', amountMinor: 0n };

describe('a price', () => {
  test('is agreed on when client and server mean the same, whatever the fee', () => {
    expect(judgePrice(price, { unit: 'USD', amountMinor: 30n })).toEqual({ kind: 'agreed', price });
  });

  test('of nothing, or none at all, is free on either side', () => {
    for (const asked of [undefined, { ...nothing, feeMinor: 0n }]) for (const expected of [undefined, nothing, { unit: 'EUR', amountMinor: 0n }]) expect(judgePrice(asked, expected)).toEqual({ kind: 'free' });
  });

  test.each([
    [price, { unit: 'USD', amountMinor: 29n }, 'It costs 30 USD now; 29 USD was expected.'],
    [price, { unit: 'EUR', amountMinor: 30n }, 'It costs 30 USD now; 30 EUR was expected.'],
    [price, undefined, 'It costs 30 USD now; nothing was expected.'],
    [price, nothing, 'It costs 30 USD now; nothing was expected.'],
    [undefined, { unit: 'USD', amountMinor: 30n }, 'It costs nothing now; 30 USD was expected.'],
  ])('that is not the expected one is told with it: %o, %o', (asked, expected, detail) => {
    expect(judgePrice(asked, expected)).toEqual({ kind: 'refused', code: 'price-changed', detail });
  });
});
