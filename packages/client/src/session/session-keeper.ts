import type { Clock, Random, Timers } from '@sora/core';
import type { Transport } from '../ports/transport.ts';
import { createAlarm } from './alarm.ts';
import { listeners } from './listeners.ts';
import { beginSession } from './begin-session.ts';
import { jittered, retryDelayMs } from './retry-delay.ts';
import type { RunningSession, UserSession } from './session.ts';

export interface SessionKeeperParts {
  readonly transport: Transport;
  readonly install: string;
  readonly monotonic: Clock;
  readonly timers: Timers;
  readonly random: Random;
  /** The identity provider's token of who is signed in, undefined for nobody. May reject: then it is asked again later. */
  readonly getIdentityToken: (() => Promise<string | undefined>) | undefined;
}

/** A session that lived for this long was good: the next refusal is no storm. */
const settledMs = 60_000;
const askAgainMs = 1_000;

/** Begins sessions when asked, one exchange at a time. */
export function createSessionKeeper({ transport, install, monotonic, timers, random, getIdentityToken }: SessionKeeperParts): RunningSession {
  const { tell, subscribe } = listeners<UserSession | undefined>();
  let current: UserSession | undefined;
  let refreshing: Promise<UserSession | undefined> | undefined;
  let inARow = 0;
  let lastAtMs = -Infinity;
  let notBeforeMs = -Infinity;
  let life = 0;
  const alarm = createAlarm(timers);

  const set = (session: UserSession | undefined) => {
    current = session;
    tell(session);
  };
  const exchange = async (): Promise<UserSession | undefined> => {
    const nowMs = monotonic.nowMs();
    if (nowMs < notBeforeMs) return undefined;
    inARow = nowMs - lastAtMs < settledMs ? inARow + 1 : 1;
    lastAtMs = nowMs;
    notBeforeMs = nowMs + (inARow === 1 ? 0 : jittered(retryDelayMs(inARow - 1), random));
    const begun = life;
    const identityToken = await getIdentityToken?.();
    if (identityToken === undefined) return undefined;
    const { session, retryAfterMs = 0 } = await beginSession(transport, { identityToken, install });
    // Whoever signed out meanwhile is not signed in again by a late answer.
    if (begun !== life) return undefined;
    if (retryAfterMs > 0) notBeforeMs = Math.max(notBeforeMs, monotonic.nowMs() + retryAfterMs);
    return session;
  };
  const refresh = (): Promise<UserSession | undefined> => {
    refreshing ??= exchange().catch(() => undefined).then((session) => {
      refreshing = undefined;
      if (session !== undefined) set(session);
      return session;
    });
    return refreshing;
  };
  const ask = async (): Promise<boolean> => {
    const mine = life;
    const isFound = (await refresh()) !== undefined;
    // Each second: most often the pause between two exchanges is not over.
    if (!isFound && mine === life) alarm.set(askAgainMs, () => { void ask(); });
    return isFound;
  };
  const forget = () => {
    inARow = 0;
    notBeforeMs = -Infinity;
  };
  return {
    get current() { return current; },
    refresh,
    begin() {
      forget();
      return ask();
    },
    end() {
      alarm.stop();
      life += 1;
      forget();
      set(undefined);
    },
    stop: alarm.stop,
    subscribe,
  };
}
