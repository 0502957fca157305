import { expect, test } from 'vitest';
import { restartDelayMs } from './restart-delay.ts';

test('pauses double from a fifth of a second and stay at half a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 7, 8, 2_000].map(restartDelayMs)).toEqual([200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000]);
});
