import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decideRun } from './decide-run.ts';
import type { ScheduleEntry } from './schedule-store.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const never: ScheduleEntry = {
  name: 'tidy', everyMs: hourMs, lastStartedAtMs: undefined, lastEndedAtMs: undefined, lastDurationMs: undefined, lastError: undefined, failuresInARow: 0, readAtMs: 0,
};
const endedWell: ScheduleEntry = { ...never, lastStartedAtMs: 0, lastEndedAtMs: 1000 };

describe('whether a woken task runs now', () => {
  test('a task that never ran, runs', () => {
    expect(decideRun(never)).toEqual({ kind: 'run' });
  });

  test('after a success it waits for its period, counted from start to start', () => {
    expect(decideRun({ ...endedWell, readAtMs: hourMs / 2 })).toEqual({ kind: 'wait', untilMs: hourMs - 30_000 });
    expect(decideRun({ ...endedWell, readAtMs: hourMs })).toEqual({ kind: 'run' });
  });

  test('a task of every minute runs at every wake-up of a minute, though the wake-up comes a little early', () => {
    expect(decideRun({ ...endedWell, everyMs: minuteMs, readAtMs: minuteMs - 200 })).toEqual({ kind: 'run' });
  });

  test('a run whose runner died is repeated at once', () => {
    expect(decideRun({ ...never, lastStartedAtMs: 5000, lastEndedAtMs: 4000, readAtMs: 5001 })).toEqual({ kind: 'run' });
    expect(decideRun({ ...never, lastStartedAtMs: 5000, readAtMs: 5001 })).toEqual({ kind: 'run' });
  });

  test('a task whose runners die again and again is tried ever more rarely', () => {
    const dying = { ...never, lastStartedAtMs: 0, failuresInARow: 3 };
    expect(decideRun({ ...dying, readAtMs: minuteMs })).toEqual({ kind: 'wait', untilMs: 2 * minuteMs });
  });

  test('a first failure is repeated at the next wake-up, later ones after a pause that doubles', () => {
    const failed = { ...endedWell, readAtMs: 1001 };
    expect(decideRun({ ...failed, failuresInARow: 1 })).toEqual({ kind: 'run' });
    expect(decideRun({ ...failed, failuresInARow: 2 })).toEqual({ kind: 'wait', untilMs: 31_000 });
    expect(decideRun({ ...failed, failuresInARow: 3 })).toEqual({ kind: 'wait', untilMs: 61_000 });
  });

  test('however often it failed, it is never kept waiting for longer than its period', () => {
    fc.assert(fc.property(fc.nat(10_000), fc.integer({ min: 1, max: 7 * 24 * hourMs }), (failuresInARow, everyMs) => {
      const entry = { ...endedWell, everyMs, failuresInARow, readAtMs: 1000 + everyMs };
      expect(decideRun(entry)).toEqual({ kind: 'run' });
    }));
  });
});
