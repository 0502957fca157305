import type { Clock, MetricStore } from '@sora/core';
import type { ScheduledTask } from './scheduled-task.ts';

/** Slots in one transaction. Decoding and merging them holds up this process's other work for as long as it takes: some 20 ms on a small machine. */
const chunkSlots = 2_000;

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
