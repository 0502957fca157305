import type { Authenticator } from '../access/authenticator.ts';
import { createRateCounter } from '../access/rate-counter.ts';
import type { ShownToken } from '../access/shown-credential.ts';

/** Keeps those who guess tokens away from the database. */
export interface HelloGuard {
  /** What this server has once found right always is: others may share the address. */
  mayBeLookedUp(address: string, shown: ShownToken): boolean;
  refused(address: string): void;
}

/** As many wrong tokens an address may show a minute before new ones from it have to wait. */
const refusedPerMinute = 600;

export function createHelloGuard({ hasSeen }: Pick<Authenticator, 'hasSeen'>): HelloGuard {
  const { count, peek } = createRateCounter({ max: refusedPerMinute, windowMs: 60_000, senders: 20_000 });
  return {
    mayBeLookedUp: (address, shown) => peek(address) === undefined || hasSeen(shown),
    refused: (address) => void count(address),
  };
}
