import { describe, expect, test } from 'vitest';
import { afterLocked, afterRight, afterWrong, maySpeculate, type Optimism, unshaken } from './optimism.ts';

/** Batches under locks after each of so many times in a row that memory was wrong. */
function pauses(times: number): readonly number[] {
  let optimism = unshaken;
  return Array.from({ length: times }, () => {
    optimism = afterWrong(optimism);
    const { lockedLeft } = optimism;
    while (!maySpeculate(optimism)) optimism = afterLocked(optimism);
    return lockedLeft;
  });
}

function repeat(optimism: Optimism, times: number, step: (from: Optimism) => Optimism): Optimism {
  return times === 0 ? optimism : repeat(step(optimism), times - 1, step);
}

describe('deciding from memory', () => {
  test('is tried until it is wrong', () => {
    expect(maySpeculate(repeat(unshaken, 1_000, afterRight))).toBe(true);
    expect(maySpeculate(afterWrong(unshaken))).toBe(false);
  });

  test('pauses twice as long each time it is wrong, up to 64 batches', () => {
    expect(pauses(9)).toEqual([1, 2, 4, 8, 16, 32, 64, 64, 64]);
  });

  test('a batch that was under way when another was wrong does not count again', () => {
    const once = repeat(unshaken, 1, afterWrong);
    expect(afterWrong(once)).toEqual(once);
  });

  test('where it is right every other time, nine of ten batches do not try', () => {
    let [optimism, tried, isRight] = [unshaken, 0, false];
    for (let batch = 0; batch < 1_000; batch++) {
      if (!maySpeculate(optimism)) {
        optimism = afterLocked(optimism);
        continue;
      }
      tried += 1;
      isRight = !isRight;
      optimism = isRight ? afterRight(optimism) : afterWrong(optimism);
    }
    expect(tried).toBeLessThan(100);
  });

  test('is trusted as before once it was right for as long as it had been avoided', () => {
    const shaken = repeat(repeat(unshaken, 1, afterWrong), 1, afterLocked);
    expect(shaken.caution).toBe(2);
    expect(repeat(shaken, 1, afterRight).caution).toBe(2);
    expect(repeat(shaken, 2, afterRight)).toEqual(unshaken);
  });
});
