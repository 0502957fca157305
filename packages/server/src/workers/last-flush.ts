import { setTimeout as sleep } from 'node:timers/promises';
import { isProblem } from '@sora/core';

export interface LastFlushLimits {
  readonly forMs: number;
  readonly pauseMs: number;
}

/** Before a server ends: what is not written now is lost, so a database that is just being brought back gets some seconds. */
export async function lastFlush(flush: () => Promise<unknown>, { forMs, pauseMs }: LastFlushLimits = { forMs: 10_000, pauseMs: 250 }): Promise<void> {
  const untilMs = performance.now() + forMs;
  for (;;) {
    try {
      await flush();
      return;
    } catch (error) {
      if (!isProblem(error, 'database-unavailable') || performance.now() >= untilMs) throw error;
    }
    await sleep(pauseMs);
  }
}
