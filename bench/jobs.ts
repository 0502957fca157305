import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, makeWorkerUtils, run, type Runner } from 'graphile-worker';
import type { Pool } from 'pg';
import { createPool } from '../packages/server/src/adapters/postgres/pool.ts';
import { median } from './measure.ts';
import type { Queue, QueueOptions } from './job-queue.ts';
import { pollingQueue } from './polling-queue.ts';
import type { BenchRow } from './row.ts';
import { withTemporaryPostgres } from './temporary-postgres.ts';

type OpenQueue = (pool: Pool, options: QueueOptions) => Promise<Queue>;

const workers = 8;
const pickups = 60;
const warmUps = 3;
const drainedJobs = 3_000;
const rounds = 3;
// pg-boss polls twice as seldom by default, so this is kind to the peer.
const pauseMs = 500;

const peer: OpenQueue = (pool, options) => pollingQueue(pool, { ...options, pauseMs });

/** How soon a job is picked up, and how many a second, beside a table that is polled; in turns, on one embedded PostgreSQL. */
export async function jobRows(): Promise<BenchRow[]> {
  return await withTemporaryPostgres(async (url) => {
    const pool = createPool({ url, applicationName: 'sora bench', max: workers + 4 });
    try {
      return [...(await pickupRows(pool)), ...(await drainRows(pool))];
    } finally {
      await pool.end();
    }
  });
}

async function pickupRows(pool: Pool): Promise<BenchRow[]> {
  const ours = await pickupTimesMs(pool, graphileQueue);
  const polled = await pickupTimesMs(pool, peer);
  return [
    { name: 'pickup of an idle worker, P50', value: percentile(ours, 0.5), unit: 'ms' },
    { name: 'pickup of an idle worker, P95', value: percentile(ours, 0.95), unit: 'ms' },
    { name: `pickup from a table polled every ${pauseMs} ms by one worker, P50`, value: percentile(polled, 0.5), unit: 'ms' },
    { name: `pickup from a table polled every ${pauseMs} ms by one worker, P95`, value: percentile(polled, 0.95), unit: 'ms' },
    atLeast({ name: 'pickup P95 against polling', value: percentile(polled, 0.95) / percentile(ours, 0.95), unit: 'x faster', bar: 10 }),
  ];
}

async function drainRows(pool: Pool): Promise<BenchRow[]> {
  const [ours, polled]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await drainedPerSecond(pool, graphileQueue));
    polled.push(await drainedPerSecond(pool, peer));
  }
  return [
    { name: `jobs drained by ${workers} workers`, value: median(ours), unit: 'jobs/s' },
    { name: `jobs drained from the polled table by ${workers} workers`, value: median(polled), unit: 'jobs/s' },
    { name: 'jobs drained against the polled table', value: median(ours) / median(polled), unit: 'x' },
  ];
}

/** One job at a time, at moments spread evenly over the pause of the one who polls; the first ones warm up connections and plans. */
async function pickupTimesMs(pool: Pool, open: OpenQueue): Promise<readonly number[]> {
  let pickedUp = Promise.withResolvers<void>();
  const queue = await open(pool, { workers: 1, onJob: () => pickedUp.resolve() });
  await queue.start();
  const times: number[] = [];
  for (let i = 0; i < warmUps + pickups; i++) {
    await sleep(50 + ((i * 137) % pauseMs));
    pickedUp = Promise.withResolvers<void>();
    const addedAtMs = performance.now();
    await queue.add(1);
    await pickedUp.promise;
    if (i >= warmUps) times.push(performance.now() - addedAtMs);
  }
  await queue.stop();
  return times;
}

async function drainedPerSecond(pool: Pool, open: OpenQueue): Promise<number> {
  const drained = Promise.withResolvers<void>();
  let left = drainedJobs;
  const queue = await open(pool, { workers, onJob: () => { if (--left === 0) drained.resolve(); } });
  await queue.add(drainedJobs);
  await pool.query('vacuum analyze');
  const startedAtMs = performance.now();
  await queue.start();
  await drained.promise;
  const seconds = (performance.now() - startedAtMs) / 1000;
  await queue.stop();
  return drainedJobs / seconds;
}

async function graphileQueue(pool: Pool, { workers: concurrency, onJob }: QueueOptions): Promise<Queue> {
  const logger = new Logger(() => () => undefined);
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  await utils.migrate();
  await utils.release();
  let runner: Runner | undefined;
  return {
    start: async () => {
      const preset = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };
      runner = await run({ pgPool: pool, concurrency, noHandleSignals: true, logger, preset, taskList: { work: async () => onJob() } });
    },
    add: async (count) => { await pool.query(`select graphile_worker.add_job('work') from generate_series(1, $1)`, [count]); },
    stop: async () => { await runner?.stop(); },
  };
}

function percentile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.ceil(times.length * share) - 1] ?? Number.NaN;
}

function atLeast(row: BenchRow & { readonly bar: number }): BenchRow {
  return { ...row, holds: row.value >= row.bar };
}
