import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

test('pauses double from one second and stop growing at fifteen', () => {
  expect([1, 2, 3, 4, 5, 50].map((failures) => backoffMs(failures, 0.5))).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000]);
});

test('jitter spreads a pause by a fifth to both sides', () => {
  expect(backoffMs(1, 0)).toBe(800);
  expect(backoffMs(1, 0.999999)).toBe(1200);
});
