import type { Random } from '../kernel/random.ts';
import { SoraError } from '../kernel/sora-error.ts';
import type { Entry } from './entry.ts';
import type { LaneLimits } from './lanes.ts';

/** For an item that is not taken. Spread, so that those refused together do not come back together. */
export function busyError({ backoffMs, maxQueued }: LaneLimits, random: Random): SoraError {
  return new SoraError('overloaded', { detail: `${maxQueued} others wait already.`, retryAfterMs: Math.ceil(backoffMs.max * (1 + random.next())) });
}

export function closingError(): SoraError {
  return new SoraError('overloaded', { detail: 'This server is stopping; send it to another.' });
}

/** For an item whose time is over: what is known of it, and why it came to that. */
export function expiredError<Item, Outcome>({ state, mayBeKept, lane: { cause } }: Entry<Item, Outcome>): Error {
  if (state === 'sent' || mayBeKept) return unknownError('Its time ran out while it may have been kept.', cause);
  if (isSoraError(cause) && cause.problem !== 'outcome-unknown') return cause;
  return new SoraError('overloaded', { detail: 'Its time ran out before its turn came; nothing happened.', cause });
}

export function unknownError(detail: string, cause: unknown): SoraError {
  return new SoraError('outcome-unknown', { detail, cause });
}

function isSoraError(error: unknown): error is SoraError {
  return error instanceof Error && 'problem' in error;
}
