import type { Random } from '../kernel/random.ts';
import { SoraError } from '../kernel/sora-error.ts';
import type { Entry } from './lane.ts';
import type { LaneLimits } from './lanes.ts';

/** When to come back after a refusal, in milliseconds: spread, so that those refused together do not come back together. */
export function retryAfterMs({ backoffMs }: LaneLimits, random: Random): number {
  return Math.ceil(backoffMs.max * (1 + random.next()));
}

/** For an item whose time is over: what is known of it, and why it came to that. */
export function expiredError<Item, Outcome>({ state, mayBeKept, lane: { cause } }: Entry<Item, Outcome>, retryAfterMs: number): SoraError {
  if (state === 'sent' || mayBeKept) return unknownError('Its time ran out while it may have been kept.', cause);
  if (isSoraError(cause) && cause.problem !== 'outcome-unknown') return cause;
  return overloadedError('Its time ran out before its turn came; nothing happened.', retryAfterMs, cause);
}

export function overloadedError(detail: string, retryAfterMs: number, cause?: unknown): SoraError {
  return new SoraError('overloaded', { detail, retryAfterMs, cause });
}

export function unknownError(detail: string, cause: unknown): SoraError {
  return new SoraError('outcome-unknown', { detail, cause });
}

function isSoraError(error: unknown): error is SoraError {
  return error instanceof Error && 'problem' in error;
}
