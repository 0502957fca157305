import type { Clock, Random } from '@sora/core';
import type { Transport } from '../ports/transport.ts';
import { listeners } from './listeners.ts';
import { beginSession } from './begin-session.ts';
import { jittered, retryDelayMs } from './retry-delay.ts';
import type { SessionKeeper, UserSession } from './session.ts';

export interface SessionKeeperParts {
  readonly transport: Transport;
  readonly install: string;
  readonly monotonic: Clock;
  readonly random: Random;
  /** The identity provider's token of who is signed in, undefined for nobody. May reject: then it is asked again later. */
  readonly getIdentityToken: () => Promise<string | undefined>;
}

/** A session that lived for this long was good: the next refusal is no storm. */
const settledMs = 60_000;

/** Begins sessions when asked, one exchange at a time. */
export function createSessionKeeper({ transport, install, monotonic, random, getIdentityToken }: SessionKeeperParts): SessionKeeper {
  const { tell, subscribe } = listeners<UserSession | undefined>();
  let current: UserSession | undefined;
  let refreshing: Promise<UserSession | undefined> | undefined;
  let inARow = 0;
  let lastAtMs = -Infinity;
  let notBeforeMs = -Infinity;
  let life = 0;

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
    const identityToken = await getIdentityToken();
    if (identityToken === undefined) return undefined;
    const { session, retryAfterMs = 0 } = await beginSession(transport, { identityToken, install });
    // Whoever signed out meanwhile is not signed in again by a late answer.
    if (begun !== life) return undefined;
    if (retryAfterMs > 0) notBeforeMs = Math.max(notBeforeMs, monotonic.nowMs() + retryAfterMs);
    return session;
  };
  return {
    get current() { return current; },
    refresh() {
      refreshing ??= exchange().catch(() => undefined).then((session) => {
        refreshing = undefined;
        if (session !== undefined) set(session);
        return session;
      });
      return refreshing;
    },
    end() {
      life += 1;
      inARow = 0;
      notBeforeMs = -Infinity;
      set(undefined);
    },
    subscribe,
  };
}
