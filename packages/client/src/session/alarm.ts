import type { Timers } from '@sora/core';

/** One time to come: set anew, the one before is forgotten. */
export interface Alarm {
  set(delayMs: number, ring: () => void): void;
  stop(): void;
}

export function createAlarm(timers: Timers): Alarm {
  let cancel = () => {};
  return {
    set(delayMs, ring) {
      cancel();
      cancel = timers.after(delayMs, ring);
    },
    stop: () => { cancel(); },
  };
}
