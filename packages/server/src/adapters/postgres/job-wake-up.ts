import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, makeWorkerUtils, parseCronItems, run, type Runner, type RunnerOptions } from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger as Log } from 'pino';
import { createPool } from './pool.ts';

/** Wakes tasks: each of them once a minute on one of the servers, and when asked. */
export interface JobWakeUp {
  /** Wakes a task now, on whichever server is free. */
  wake(name: string): Promise<void>;
  /** Waits for wake-ups under way, at most `waitMs`, and closes its connections. */
  stop(waitMs?: number): Promise<void>;
}

export interface JobWakeUpOptions {
  readonly url: string;
  readonly names: readonly string[];
  /** Called on one server per wake-up; decides itself if there is anything to do. */
  readonly onWake: (name: string) => Promise<unknown>;
  readonly log?: Pick<Log, 'debug' | 'warn'>;
}

// Without batches, 0.18.0 writes down the end of a job in a promise that nobody listens to: a connection lost just then ends the process.
// With them the loss makes the library give up, which is what we watch for.
const batches = { completeJobBatchDelay: 0, failJobBatchDelay: 0 };

/** New jobs are announced by NOTIFY; this finds those whose announcement was lost with a connection. */
const pollMs = 5_000;
const leastPauseMs = 500;
const greatestPauseMs = 30_000;

/**
 * graphile-worker with a crontab, started again whenever it gave up: it must outlive a database that is away for minutes.
 * A wake-up is tried once and carries no state. Where it dies with its server, the next minute's wake-up does the work (docs/adr/0001).
 */
export function startJobWakeUp(options: JobWakeUpOptions): JobWakeUp {
  const { url, names } = options;
  // A connection to listen on, one for the crontab, and one for each wake-up that can run.
  const pool = createPool({ url, applicationName: 'sora jobs', max: names.length + 2 });
  const stopping = new AbortController();
  const worker = { runner: undefined as Runner | undefined };
  const supervised = supervise(worker, { ...options, pool, stopping: stopping.signal });
  return {
    async wake(name) {
      const utils = await makeWorkerUtils({ pgPool: pool, logger: quietLogger(options.log) });
      await utils.addJob(name, {}, jobSpec(name)).finally(() => utils.release());
    },
    async stop(waitMs = 5_000) {
      stopping.abort();
      await atMost(waitMs, stopRunner(worker.runner).then(() => supervised));
      await atMost(waitMs, pool.end());
    },
  };
}

interface Supervision extends JobWakeUpOptions {
  readonly pool: Pool;
  readonly stopping: AbortSignal;
}

async function supervise(worker: { runner: Runner | undefined }, options: Supervision): Promise<void> {
  const { pool, stopping, log } = options;
  for (let pauseMs = leastPauseMs; !stopping.aborted; pauseMs = Math.min(greatestPauseMs, pauseMs * 2)) {
    const startedAtMs = performance.now();
    try {
      await removeDeadJobs(pool, log);
      worker.runner = await run(runnerOptions(options));
      await (stopping.aborted ? stopRunner(worker.runner) : worker.runner.promise);
    } catch (error) {
      log?.warn({ err: error }, 'the job library gave up; it is started again');
    }
    if (performance.now() - startedAtMs > greatestPauseMs) pauseMs = leastPauseMs;
    await sleep(pauseMs, undefined, { signal: stopping }).catch(() => undefined);
  }
}

function runnerOptions({ pool, names, onWake, log }: Supervision): RunnerOptions {
  return {
    pgPool: pool,
    concurrency: names.length,
    pollInterval: pollMs,
    noHandleSignals: true,
    preset: { worker: batches },
    logger: quietLogger(log),
    taskList: Object.fromEntries(names.map((name) => [name, async () => { await onWake(name); }])),
    parsedCronItems: parseCronItems(names.map((name) => ({ task: name, match: '* * * * *', options: { ...jobSpec(name), backfillPeriod: 0 } }))),
  };
}

// One waiting job a task, however long nobody took it; tried once, since the next minute brings another.
function jobSpec(name: string) {
  return { jobKey: name, jobKeyMode: 'replace', maxAttempts: 1 } as const;
}

/** Jobs of servers that died stay locked for four hours and are then dead: each start sweeps what became of earlier ones. */
async function removeDeadJobs(pool: Pool, log: JobWakeUpOptions['log']): Promise<void> {
  const utils = await makeWorkerUtils({ pgPool: pool, logger: quietLogger(log) });
  await utils.cleanup({ tasks: ['DELETE_PERMAFAILED_JOBS'] }).finally(() => utils.release());
}

/** The library reports every lost connection as an error and every job as news; here the first is expected and the second noise. */
function quietLogger(log: JobWakeUpOptions['log']): Logger {
  return new Logger(() => (level, message) => {
    if (level === 'error' || level === 'warning') log?.warn({ library: 'graphile-worker' }, message);
    else log?.debug({ library: 'graphile-worker' }, message);
  });
}

async function stopRunner(runner: Runner | undefined): Promise<void> {
  // It refuses to stop twice, for example when it just gave up by itself.
  await runner?.stop().catch(() => undefined);
}

async function atMost(waitMs: number, work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  await Promise.race([work.catch(() => undefined), sleep(waitMs, undefined, { signal: done.signal }).catch(() => undefined)]);
  done.abort();
}
