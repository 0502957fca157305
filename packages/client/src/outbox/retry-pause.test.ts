import { describe, expect, test } from 'vitest';
import { retryPause } from './retry-pause.ts';

const pause = (failures: number, chance: number, { isEverybody = false, retryAfterMs }: { readonly isEverybody?: boolean; readonly retryAfterMs?: number } = {}) =>
  retryPause({ failures, isEverybody, retryAfterMs }, { next: () => chance });

describe('the pause before the next try', () => {
  test('is 1, 2, 4, 8, 16, then 30 seconds, 10 % less or more [MOB-2]', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 1_000].map((failures) => pause(failures, 0.5).pauseMs)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect([pause(1, 0).pauseMs, pause(1, 0.999_999).pauseMs]).toEqual([900, expect.closeTo(1_100, 0)]);
  });

  test('has full jitter where the server turned everybody away, on top of what it asked for [MOB-2]', () => {
    expect([0, 0.5, 0.999_999].map((chance) => Math.round(pause(6, chance, { isEverybody: true }).pauseMs))).toEqual([0, 15_000, 30_000]);
    expect([0, 0.5].map((chance) => pause(6, chance, { isEverybody: true, retryAfterMs: 5_000 }).pauseMs)).toEqual([5_000, 20_000]);
  });

  test('is never shorter than the server asked for, and it cannot ask for more than an hour [MOB-2]', () => {
    expect(pause(1, 0.5, { retryAfterMs: 7_000 })).toEqual({ floorMs: 7_000, pauseMs: 7_000 });
    expect(pause(6, 0.5, { retryAfterMs: 7_000 })).toEqual({ floorMs: 7_000, pauseMs: 30_000 });
    expect(pause(1, 0.5, { retryAfterMs: 1e12 })).toEqual({ floorMs: 3_600_000, pauseMs: 3_600_000 });
    expect(pause(1, 0.5, { retryAfterMs: -5 }).floorMs).toBe(0);
  });
});
