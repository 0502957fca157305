import { setTimeout as sleep } from 'node:timers/promises';
import { decideRun, type LeaseStore, type RunOutcome, type ScheduleStore } from '@sora/core';
import type { Logger } from 'pino';
import { holdLease } from './hold-lease.ts';
import type { ScheduledTask, TaskContext } from './scheduled-task.ts';

/**
 * What came of a wake-up. `not-due`: it ran not long ago. `held-elsewhere`: another server, or an earlier wake-up, is at it.
 * `unavailable`: the database did not answer, so the schedule says nothing of this run and the next wake-up decides.
 */
export type WakeOutcome = 'done' | 'failed' | 'not-due' | 'held-elsewhere' | 'unavailable' | 'stopped';

/** Runs tasks under their leases. */
export interface ScheduleRunner {
  /**
   * Runs the task if it is due and free; its failure is an outcome, recorded in the schedule.
   * @throws {RangeError} there is no such task
   */
  wake(name: string): Promise<WakeOutcome>;
  /** Starts nothing more, aborts what runs, and waits for it at most `waitMs`. */
  stop(waitMs?: number): Promise<void>;
}

export interface ScheduleRunnerParts {
  readonly leases: LeaseStore;
  readonly schedule: ScheduleStore;
  readonly tasks: readonly ScheduledTask[];
  /** Unique per process. */
  readonly holder: string;
  readonly log?: Pick<Logger, 'info' | 'warn'>;
  /** After a crash others can take over when this has passed. Default: 30 s. */
  readonly leaseMs?: number;
}

export function createScheduleRunner(parts: ScheduleRunnerParts): ScheduleRunner {
  const stopping = new AbortController();
  const defined = new Set<string>();
  const running = new Map<string, Promise<WakeOutcome>>();
  const start = async (task: ScheduledTask): Promise<WakeOutcome> => {
    try {
      if (!defined.has(task.name)) await parts.schedule.define(task.name, task.everyMs);
      defined.add(task.name);
      return await runUnderLease(parts, task, stopping.signal);
    } catch (error) {
      parts.log?.warn({ task: task.name, err: error }, 'the schedule could not be read or written');
      return 'unavailable';
    }
  };
  return {
    async wake(name) {
      const task = parts.tasks.find((known) => known.name === name);
      if (task === undefined) throw new RangeError(`There is no task "${name}".`);
      if (stopping.signal.aborted) return 'stopped';
      // The holder is this process, so its own lease would not keep a second run out.
      if (running.has(name)) return 'held-elsewhere';
      const run = start(task).finally(() => running.delete(name));
      running.set(name, run);
      return await run;
    },
    async stop(waitMs = 5_000) {
      stopping.abort(new Error('The server stops.'));
      const giveUp = new AbortController();
      await Promise.race([Promise.all(running.values()), sleep(waitMs, undefined, { signal: giveUp.signal }).catch(() => undefined)]);
      giveUp.abort();
    },
  };
}

async function runUnderLease({ leases, schedule, holder, leaseMs = 30_000, log }: ScheduleRunnerParts, task: ScheduledTask, stopping: AbortSignal): Promise<WakeOutcome> {
  const { name } = task;
  const lease = await leases.acquire({ name: `task:${name}`, holder, durationMs: leaseMs });
  if (lease === undefined) return 'held-elsewhere';
  const held = holdLease(leases, lease, leaseMs);
  try {
    const entry = await schedule.find(name);
    if (entry === undefined || decideRun(entry).kind === 'wait') return 'not-due';
    const run = { name, fencingToken: lease.fencingToken };
    if (!(await schedule.started(run))) return 'held-elsewhere';
    const outcome = await attempt(task, { lease, signal: AbortSignal.any([held.signal, stopping]) });
    const { durationMs } = outcome;
    if (outcome.kind === 'failed') log?.warn({ task: name, durationMs, error: outcome.error }, 'a task of the schedule failed');
    await schedule.ended(run, outcome);
    return outcome.kind;
  } finally {
    await held.release();
  }
}

async function attempt(task: ScheduledTask, context: TaskContext): Promise<RunOutcome> {
  const startedAtMs = performance.now();
  const durationMs = () => Math.round(performance.now() - startedAtMs);
  try {
    await task.run(context);
    context.signal.throwIfAborted();
    return { kind: 'done', durationMs: durationMs() };
  } catch (error) {
    return { kind: 'failed', durationMs: durationMs(), error: error instanceof Error ? error.message : String(error) };
  }
}
