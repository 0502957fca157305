import type { ScheduleEntry } from './schedule-store.ts';

export type RunDecision = { readonly kind: 'run' } | { readonly kind: 'wait'; readonly untilMs: number };

// Wake-ups come once a minute and a little early or late: without slack a task of every minute would miss each second one.
const slackMs = 30_000;
const firstRetryDelayMs = 30_000;

/**
 * Whether a woken task runs now; asked by whoever holds the task's lease, so a run without an end is one whose runner died.
 * A first failure is tried again at the next wake-up; from the second on the pause doubles, up to the task's own period.
 */
export function decideRun(entry: ScheduleEntry): RunDecision {
  if (entry.lastStartedAtMs === undefined) return { kind: 'run' };
  const untilMs = nextRunAtMs(entry, entry.lastStartedAtMs);
  return entry.readAtMs < untilMs ? { kind: 'wait', untilMs } : { kind: 'run' };
}

function nextRunAtMs(entry: ScheduleEntry, startedAtMs: number): number {
  const isUnfinished = entry.lastEndedAtMs === undefined || entry.lastEndedAtMs < startedAtMs;
  const failures = entry.failuresInARow + (isUnfinished ? 1 : 0);
  if (failures === 0) return startedAtMs + entry.everyMs - Math.min(slackMs, entry.everyMs / 2);
  const lastTriedAtMs = isUnfinished ? startedAtMs : (entry.lastEndedAtMs ?? startedAtMs);
  return lastTriedAtMs + retryDelayMs(failures, entry.everyMs);
}

function retryDelayMs(failures: number, everyMs: number): number {
  return failures === 1 ? 0 : Math.min(everyMs, firstRetryDelayMs * 2 ** (failures - 2));
}
