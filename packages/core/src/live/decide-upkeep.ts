import type { LiveLimits } from './live-limits.ts';

/** What is known of a socket when it is looked through. All times are of one monotonic clock, in milliseconds. */
export interface UpkeepFacts {
  readonly openedAtMs: number;
  readonly hasSaidHello: boolean;
  /** When it last sent anything, pongs included. */
  readonly heardAtMs: number;
  readonly pingDueAtMs: number;
  readonly recheckDueAtMs: number;
  /** Since when there is something that it has not taken; undefined when nothing waits. */
  readonly stalledSinceMs: number | undefined;
}

/** `hang-up`: it is gone or does not read, so there is nobody to say goodbye to. */
export type Upkeep = 'hang-up' | 'hello-timeout' | 'ping' | 'recheck';

/** What is due for a socket. */
export function decideUpkeep(facts: UpkeepFacts, limits: Pick<LiveLimits, 'helloWithinMs' | 'pingMs' | 'maxStalledMs'>, nowMs: number): readonly Upkeep[] {
  if (!facts.hasSaidHello) return nowMs - facts.openedAtMs >= limits.helloWithinMs ? ['hello-timeout'] : [];
  if (nowMs - facts.heardAtMs >= 2.5 * limits.pingMs) return ['hang-up'];
  if (facts.stalledSinceMs !== undefined && nowMs - facts.stalledSinceMs >= limits.maxStalledMs) return ['hang-up'];
  return [...(nowMs >= facts.pingDueAtMs ? ['ping' as const] : []), ...(nowMs >= facts.recheckDueAtMs ? ['recheck' as const] : [])];
}
