import { expect, test } from 'vitest';
import { amountOf, formatAmount, formatChange } from './amount.ts';

const units = [{ unit: 'USD', exponent: 2 }, { unit: 'COIN', exponent: 0 }, { unit: 'BTC', exponent: 8 }];

test('an amount is set with the decimals of its unit', () => {
  expect([['123456', 'USD'], ['5', 'USD'], ['0', 'USD'], ['123456', 'COIN'], ['1', 'BTC']].map(([minor = '', unit = '']) => amountOf(minor, unit, units).text))
    .toEqual(['1,234.56', '0.05', '0.00', '123,456', '0.00000001']);
});

test('the largest and the lowest balance keep every digit', () => {
  expect(formatAmount('9223372036854775807', 'USD', units)).toBe('92,233,720,368,547,758.07 USD');
  expect(formatAmount('-9223372036854775808', 'USD', units)).toBe('−92,233,720,368,547,758.08 USD');
});

test('the decimals of an unknown unit are not guessed', () => {
  expect(formatAmount('123456', 'EUR', units)).toBe('123,456 minor units of EUR');
});

test('a change carries its sign, and nothing has none', () => {
  expect(['500', '-500', '0'].map((minor) => formatChange(minor, 'USD', units))).toEqual(['+5.00', '−5.00', '0.00']);
});
