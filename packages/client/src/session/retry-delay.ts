import type { Random } from '@sora/core';

const firstMs = 1_000;
const longestMs = 30_000;
const jitterShare = 0.1;

/** Pause after so many failures in a row, in milliseconds, before jitter: 1, 2, 4, 8, 16, 30, 30 s … @param failures 1 after the first */
export function retryDelayMs(failures: number): number {
  return Math.min(longestMs, firstMs * Math.pow(2, failures - 1));
}

/** Up to 10 % less or more, so that those who failed together do not come back together. */
export function jittered(delayMs: number, random: Random): number {
  return delayMs * (1 - jitterShare + 2 * jitterShare * random.next());
}
