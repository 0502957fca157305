import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const pauses = { first: 50, max: 1000 };
const always = (number: number) => ({ next: () => number });

test('the bound doubles with each failure in a row, up to the longest', () => {
  const almostOne = always(1 - Number.EPSILON);
  expect([1, 2, 3, 4, 5, 6, 2000].map((failures) => Math.round(backoffMs(pauses, failures, almostOne)))).toEqual([50, 100, 200, 400, 800, 1000, 1000]);
});

test('the pause is anything from 0 to its bound', () => {
  expect(backoffMs(pauses, 3, always(0))).toBe(0);
  expect(backoffMs(pauses, 3, always(0.5))).toBe(100);
});
