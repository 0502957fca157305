import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startJobWakeUp } from '../adapters/postgres/job-wake-up.ts';
import { postgresLeaseStore } from '../adapters/postgres/lease-store.ts';
import { postgresScheduleStore } from '../adapters/postgres/schedule-store.ts';
import { createScheduleRunner } from '../workers/schedule-runner.ts';
import type { TaskContext } from '../workers/scheduled-task.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

let database: TestDatabase;
beforeAll(async () => { database = await createTestDatabase(); });
afterAll(() => database.close());

const leaseMs = 2_000;
// Stands for the crontab's minute.
const tickMs = 500;

test('a task whose server is killed in the middle runs again elsewhere within its lease and one wake-up, though the job library keeps its job locked', async () => {
  const killedAtMs = await startAndKill();
  const ran = Promise.withResolvers<{ readonly context: TaskContext; readonly atMs: number }>();
  const task = { name: 'endless', everyMs: 60_000, run: async (context: TaskContext) => ran.resolve({ context, atMs: performance.now() }) };
  const schedule = postgresScheduleStore(database.pool);
  const runner = createScheduleRunner({ leases: postgresLeaseStore(database.pool), schedule, tasks: [task], holder: 'survivor', leaseMs });
  const wakeUp = startJobWakeUp({ url: database.url, names: ['endless'], onWake: runner.wake });
  const ticks = setInterval(() => void wakeUp.wake('endless'), tickMs);
  try {
    const { context, atMs } = await ran.promise;
    expect(context.lease.fencingToken).toBe(2n);
    // The third summand is the generous one: two busy cores, and a worker that has just started.
    expect(atMs - killedAtMs).toBeLessThan(leaseMs + tickMs + 5_000);
    await expect.poll(async () => (await schedule.find('endless'))?.lastEndedAtMs).toBeDefined();
    const { rows } = await database.pool.query<{ count: number }>('select count(*)::int as count from graphile_worker._private_jobs where locked_at is not null and key is null');
    expect(rows).toEqual([{ count: 1 }]);
  } finally {
    clearInterval(ticks);
    await runner.stop();
    await wakeUp.stop();
  }
});

/** @returns when the server died, in the middle of the task, by this process's monotonic clock */
async function startAndKill(): Promise<number> {
  const program = fileURLToPath(new URL('./dying-runner.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@sora/source', program, database.url, String(leaseMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toContain('running');
  // Past a first renewal, so that the lease has its whole duration before it.
  await sleep(leaseMs / 2);
  child.kill('SIGKILL');
  await once(child, 'exit');
  return performance.now();
}
