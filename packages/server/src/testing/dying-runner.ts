import { postgresLeaseStore } from '../adapters/postgres/lease-store.ts';
import { startJobWakeUp } from '../adapters/postgres/job-wake-up.ts';
import { createPool } from '../adapters/postgres/pool.ts';
import { postgresScheduleStore } from '../adapters/postgres/schedule-store.ts';
import { createScheduleRunner } from '../workers/schedule-runner.ts';

/** A server in a process of its own, made to be killed: it starts the task "endless", says "running" and never ends it. Arguments: database URL, lease in ms. */
const [url = '', leaseMs = ''] = process.argv.slice(2);
const pool = createPool({ url, applicationName: 'sora dying runner', max: 4 });
const endless = {
  name: 'endless',
  everyMs: 60_000,
  run: async () => {
    console.log('running');
    await new Promise(() => undefined);
  },
};
const runner = createScheduleRunner({ leases: postgresLeaseStore(pool), schedule: postgresScheduleStore(pool), tasks: [endless], holder: `dying ${process.pid}`, leaseMs: Number(leaseMs) });
const wakeUp = startJobWakeUp({ url, names: ['endless'], onWake: runner.wake });
await wakeUp.wake('endless');
