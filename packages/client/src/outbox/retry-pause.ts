import type { Random } from '@sora/core';
import { jittered, retryDelayMs } from '../session/retry-delay.ts';

/** No server asks for more, and a broken clock of one could ask for years. */
const longestFloorMs = 3_600_000;

export interface RetryPause {
  /** Not before this, in milliseconds from now, whatever hastens it: the server asked for it. 0 for nothing. */
  readonly floorMs: number;
  /** When to try, in milliseconds from now. */
  readonly pauseMs: number;
}

/**
 * When to try again. 10 % jitter; full jitter where the server turned away everybody, so that they do not all come back at one moment, and on
 * top of the time it asked for.
 * @param failures 1 after the first
 * @see AWS Architecture Blog, "Exponential Backoff And Jitter" (2015)
 */
export function retryPause({ failures, isEverybody, retryAfterMs = 0 }: { readonly failures: number; readonly isEverybody: boolean; readonly retryAfterMs: number | undefined }, random: Random): RetryPause {
  const floorMs = Math.min(Math.max(retryAfterMs, 0), longestFloorMs);
  const delayMs = retryDelayMs(failures);
  return { floorMs, pauseMs: isEverybody ? floorMs + delayMs * random.next() : Math.max(floorMs, jittered(delayMs, random)) };
}
