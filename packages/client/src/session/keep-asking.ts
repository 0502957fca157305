import type { Random, Timers } from '@sora/core';
import { jittered, retryDelayMs } from './retry-delay.ts';
import type { SessionKeeper } from './session.ts';

export interface Asking {
  /** Asks now, and with growing pauses until there is a session. Answers if the first try got one. */
  ask(): Promise<boolean>;
  stop(): void;
}

/** Asks for a session until there is one: an app may be started where there is no network. */
export function keepAsking(session: Pick<SessionKeeper, 'refresh'>, { timers, random }: { readonly timers: Timers; readonly random: Random }): Asking {
  let cancel: () => void = () => undefined;
  let life = 0;
  const ask = async (failures: number): Promise<boolean> => {
    cancel();
    const mine = life;
    const isFound = (await session.refresh()) !== undefined;
    if (!isFound && mine === life) cancel = timers.after(jittered(retryDelayMs(failures), random), () => { void ask(failures + 1); });
    return isFound;
  };
  const stop = () => {
    life += 1;
    cancel();
  };
  return {
    ask() {
      stop();
      return ask(1);
    },
    stop,
  };
}
