import type { Clock, MetricStore } from '@sora/core';
import type { ScheduledTask } from './scheduled-task.ts';

/** Slots in one transaction: decoded, merged and written well within a second, which is how long a row may be locked. */
const chunkSlots = 5_000;

export interface CompactMetricsOptions {
  readonly clock: Clock;
  /** How long measurements keep the resolution of their slots. */
  readonly rawMs: number;
}

/** Turns slots that are old enough into one point per series and minute. What comes later still is merged by a later run. */
export function compactMetricsTask(metrics: MetricStore, { clock, rawMs }: CompactMetricsOptions): ScheduledTask {
  return {
    name: 'compact-metrics',
    everyMs: 60_000,
    async run({ signal, lease }) {
      const beforeMs = clock.nowMs() - rawMs;
      for (let isMore = true; isMore; ) {
        signal.throwIfAborted();
        const outcome = await metrics.compact(beforeMs, chunkSlots, lease);
        if (outcome.kind === 'lease-lost') throw new Error('Another server took the compaction over.');
        isMore = outcome.slots > 0;
      }
    },
  };
}
