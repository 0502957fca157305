import type { Clock, Recorder } from '@sora/core';
import { boundHandle, checkedSample } from './checked-sample.ts';
import type { SoraNode } from './sora-node.ts';

export interface LocalSoraParts {
  readonly recorder: Recorder;
  readonly clock: Clock;
  /** Whose measurements they are. */
  readonly tenant: string;
  /** Writes what is in memory to the database. */
  readonly flushToDatabase: () => Promise<{ readonly points: number }>;
}

/** Inside a server: measures straight into its recorder. */
export function createLocalSora({ recorder, clock, tenant, flushToDatabase }: LocalSoraParts): SoraNode {
  const flush: SoraNode['flush'] = async () => {
    try {
      const { points } = await flushToDatabase();
      return { delivered: points, queued: 0, dropped: 0 };
    } catch (error) {
      return { delivered: 0, queued: recorder.pendingPoints, dropped: 0, problem: error instanceof Error ? error.message : String(error) };
    }
  };
  return {
    async trackMetric(sample) {
      const { series, value, ageMs } = checkedSample(sample);
      recorder.record({ ...series, tenant, source: 'server' }, value, clock.nowMs() - ageMs);
    },
    bind: (series) => boundHandle(recorder, tenant, series),
    flush,
    close: flush,
  };
}
