import type { Random } from '../kernel/random.ts';
import type { LaneLimits } from './lanes.ts';

/**
 * Pause before a failed batch is sent again, in milliseconds: anything between 0 and a bound that doubles with each failure in a row.
 * @param failures 1 after the first
 * @see AWS Architecture Blog, "Exponential Backoff And Jitter" (2015): full jitter ends a storm with the fewest calls
 */
export function backoffMs({ first, max }: LaneLimits['backoffMs'], failures: number, random: Random): number {
  return Math.min(max, first * 2 ** (failures - 1)) * random.next();
}
