import type { MetricBatch, MetricPoint, MetricStore, Recorder } from '@sora/core';

/** Moves measurements from memory to the database, each exactly once. */
export interface MetricFlusher {
  /** Writes what is there. @throws {SoraError} `database-unavailable`: nothing is lost, the next call goes on */
  flush(): Promise<{ readonly points: number }>;
}

interface Parts {
  readonly recorder: Recorder;
  readonly store: MetricStore;
  readonly nodeId: string;
}

/** Points in one statement: large enough to be cheap, small enough to stay below a second on a slow disk. */
const batchPoints = 5_000;

/**
 * A batch whose outcome is unknown is sent again unchanged, under the same number, before anything newer:
 * the store applies a number once. Meanwhile new measurements stay in the recorder, which bounds them.
 */
export function createMetricFlusher({ recorder, store, nodeId }: Parts): MetricFlusher {
  let seq = 0;
  const pending: MetricBatch[] = [];
  const enqueue = (points: readonly MetricPoint[]) => {
    for (let start = 0; start < points.length; start += batchPoints) pending.push({ nodeId, seq: (seq += 1), points: points.slice(start, start + batchPoints) });
  };
  return {
    async flush() {
      if (pending.length === 0) enqueue(recorder.drain());
      let points = 0;
      for (let batch = pending[0]; batch !== undefined; batch = pending[0]) {
        await store.append(batch);
        points += batch.points.length;
        pending.shift();
      }
      return { points };
    },
  };
}
