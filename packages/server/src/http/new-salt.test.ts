import { expect, test } from 'vitest';
import { newSalt } from './new-salt.ts';

test('salts are 32 hexadecimal digits, and none comes twice, across draws', () => {
  const salts = Array.from({ length: 1_000 }, newSalt);
  expect(salts.filter((salt) => !/^[0-9a-f]{32}$/.test(salt))).toEqual([]);
  expect(new Set(salts).size).toBe(1_000);
});
