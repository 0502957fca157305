import type { Clock, LiveLimits, Random, UpkeepFacts } from '@sora/core';

/** What falls due for one socket, and when. */
export interface ConnectionTimes {
  readonly facts: Omit<UpkeepFacts, 'hasSaidHello'>;
  heard(): void;
  pinged(): void;
  /** It takes no more for now. */
  stalled(): void;
  /** It has taken all that there was. */
  flowing(): void;
  recheckBegan(): void;
  /** No later than the session expires. */
  recheckAgain(session: { readonly expiresAtMs: number }): void;
  /** Unless a newer token came meanwhile, whose own time counts. */
  recheckEnded(session: { readonly expiresAtMs: number }): void;
}

export function createConnectionTimes({ pingMs, recheckMs }: Pick<LiveLimits, 'pingMs' | 'recheckMs'>, clock: Clock, random: Random): ConnectionTimes {
  const openedAtMs = performance.now();
  /** Between 75 and 95 percent of it, so that sockets that came together do not stay together. */
  const soon = (ms: number) => ms * (0.75 + 0.2 * random.next());
  const facts = { openedAtMs, heardAtMs: openedAtMs, pingDueAtMs: openedAtMs + soon(pingMs), recheckDueAtMs: Infinity, stalledSinceMs: undefined as number | undefined };
  const recheckAgain: ConnectionTimes['recheckAgain'] = ({ expiresAtMs }) => {
    facts.recheckDueAtMs = performance.now() + Math.max(0, Math.min(soon(recheckMs), expiresAtMs - clock.nowMs()));
  };
  return {
    facts,
    heard() { facts.heardAtMs = performance.now(); },
    pinged() { facts.pingDueAtMs = performance.now() + soon(pingMs); },
    stalled() { facts.stalledSinceMs ??= performance.now(); },
    flowing() { facts.stalledSinceMs = undefined; },
    recheckBegan() { facts.recheckDueAtMs = Infinity; },
    recheckAgain,
    recheckEnded(session) { if (facts.recheckDueAtMs === Infinity) recheckAgain(session); },
  };
}
