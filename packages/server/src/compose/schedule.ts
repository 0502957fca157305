import { startJobWakeUp } from '../adapters/postgres/job-wake-up.ts';
import { compactMetricsTask } from '../workers/compact-metrics.ts';
import { expireDataTask } from '../workers/expire-data.ts';
import type { ScheduledTask } from '../workers/scheduled-task.ts';
import { createScheduleRunner } from '../workers/schedule-runner.ts';
import type { OwnNode } from './own-node.ts';
import type { Stores } from './stores.ts';

const aMinuteMs = 60_000;
const aDayMs = 24 * 60 * aMinuteMs;

/**
 * The work of the whole installation: each task on one server at a time, woken by the job library.
 * @param more tasks of other parts of this server
 */
export function startSchedule({ node, stores, url, more }: { readonly node: OwnNode; readonly stores: Stores; readonly url: string; readonly more: readonly ScheduledTask[] }): { stop(): Promise<void> } {
  const { clock, log, settings, self } = node;
  const tasks = [
    compactMetricsTask(stores.metrics, { clock, rawMs: settings.SORA_METRICS_RAW_MINUTES * aMinuteMs }),
    expireDataTask({ ...stores, clock, metricsRetentionMs: settings.SORA_METRICS_RETENTION_DAYS * aDayMs, eventsRetentionMs: settings.SORA_EVENTS_RETENTION_DAYS * aDayMs }),
    ...more,
  ];
  const runner = createScheduleRunner({ leases: stores.leases, schedule: stores.schedule, tasks, holder: self().id, log });
  const wakeUp = startJobWakeUp({ url, names: tasks.map(({ name }) => name), onWake: (name) => runner.wake(name), log });
  return {
    async stop() {
      await runner.stop();
      await wakeUp.stop();
    },
  };
}
