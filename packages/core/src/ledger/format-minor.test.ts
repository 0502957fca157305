import { expect, test } from 'vitest';
import { formatMinor } from './format-minor.ts';

test.for([[0n, 2, '0.00'], [5n, 2, '0.05'], [-5n, 2, '-0.05'], [-1234n, 2, '-12.34'], [7n, 0, '7'], [-7n, 0, '-7'], [1n, 8, '0.00000001'], [9_223_372_036_854_775_807n, 2, '92233720368547758.07']] as const)('%s with %s digits after the point is %s', ([minor, exponent, text]) => {
  expect(formatMinor(minor, exponent)).toBe(text);
});
