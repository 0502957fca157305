import type { Clock } from '../kernel/clock.ts';

/** A clock that stands still until it is told to move. */
export interface FakeClock extends Clock {
  advance(ms: number): void;
}

/** 1 January 2026, so that a test never sees the epoch by chance. */
export const fakeClockStartMs = 1_767_225_600_000;

export function fakeClock(startMs = fakeClockStartMs): FakeClock {
  let nowMs = startMs;
  return {
    nowMs: () => nowMs,
    advance: (ms) => { nowMs += ms; },
  };
}
