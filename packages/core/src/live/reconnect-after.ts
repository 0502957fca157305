import type { Random } from '../kernel/random.ts';

/** So many clients may come back in a second: a handshake, a look at the session and at the chats of each. */
const comeBackPerSecond = 500;
const leastWindowMs = 2_000;
const greatestWindowMs = 60_000;

/**
 * When a client that is sent away should come back: uniform over a time that grows with how many are sent away, so that they do not all come
 * at once to the servers that are left.
 */
export function reconnectAfterMs(clients: number, random: Random): number {
  const windowMs = Math.min(greatestWindowMs, Math.max(leastWindowMs, (clients / comeBackPerSecond) * 1_000));
  return Math.round(random.next() * windowMs);
}
