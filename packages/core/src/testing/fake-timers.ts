import type { Timers } from '../kernel/timers.ts';
import type { FakeClock } from './fake-clock.ts';

/** Timers that fire when the fake clock passes them. */
export interface FakeTimers extends Timers {
  /**
   * Moves the clock on and fires on the way what is due, each at its own time. Promises that follow from one run before the next;
   * 0 lets only them run.
   */
  advance(ms: number): Promise<void>;
  /** Timers that are set. */
  readonly pending: number;
}

/** What a platform can wait for: 2^31 - 1 ms. */
const longestMs = 2 ** 31 - 1;
/** Links of a chain of promises that have time to run between two timers. */
const links = 32;

export function fakeTimers(clock: FakeClock): FakeTimers {
  const timers = new Set<{ readonly atMs: number; readonly run: () => void }>();
  const nextUntil = (untilMs: number) => [...timers].filter(({ atMs }) => atMs <= untilMs).toSorted((a, b) => a.atMs - b.atMs)[0];
  return {
    after(delayMs, run) {
      if (!(delayMs >= 0 && delayMs <= longestMs)) throw new RangeError(`A platform would fire at once what is to wait for ${delayMs} ms.`);
      const timer = { atMs: clock.nowMs() + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const untilMs = clock.nowMs() + ms;
      await letPromisesRun();
      for (let timer = nextUntil(untilMs); timer !== undefined; timer = nextUntil(untilMs)) {
        timers.delete(timer);
        clock.advance(Math.max(0, timer.atMs - clock.nowMs()));
        timer.run();
        await letPromisesRun();
      }
      clock.advance(Math.max(0, untilMs - clock.nowMs()));
    },
    get pending() { return timers.size; },
  };
}

async function letPromisesRun(): Promise<void> {
  for (let link = 0; link < links; link++) await Promise.resolve();
}
