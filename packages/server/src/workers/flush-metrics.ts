import { isProblem, type MetricBatch, type MetricPoint, type MetricStore, type Recorder } from '@sora/core';

/** Moves measurements from memory to the database, each exactly once. */
export interface MetricFlusher {
  /** Writes what is there. @throws {SoraError} `database-unavailable`: nothing is lost, the next call goes on */
  flush(): Promise<{ readonly points: number }>;
}

interface Parts {
  readonly recorder: Recorder;
  readonly store: Pick<MetricStore, 'append'>;
  readonly nodeId: string;
  /** Told of a point that the database will never take, and that is given up. */
  readonly onRefused: (point: MetricPoint, error: unknown) => void;
}

/** Points in one statement: large enough to be cheap, small enough to stay below a second on a slow disk. */
const batchPoints = 5_000;

/**
 * A batch whose outcome is unknown is sent again unchanged, under the same number, before anything newer:
 * the store applies a number once. Meanwhile new measurements stay in the recorder, which bounds them.
 * One bad point must not hold up the rest for ever: a batch that is refused is halved until the bad point stands alone.
 */
export function createMetricFlusher({ recorder, store, nodeId, onRefused }: Parts): MetricFlusher {
  let seq = 0;
  const pending: MetricBatch[] = [];
  const numbered = (points: readonly MetricPoint[], size: number): MetricBatch[] =>
    Array.from({ length: Math.ceil(points.length / size) }, (_, index) => ({ nodeId, seq: (seq += 1), points: points.slice(index * size, (index + 1) * size) }));

  const refused = ({ points }: MetricBatch, error: unknown): void => {
    const [point] = points;
    if (points.length > 1) pending.splice(0, 1, ...numbered(points, Math.ceil(points.length / 2)));
    else pending.shift();
    if (points.length === 1 && point !== undefined) onRefused(point, error);
  };
  const send = async (batch: MetricBatch): Promise<number> => {
    try {
      await store.append(batch);
      pending.shift();
      return batch.points.length;
    } catch (error) {
      // Only this problem leaves the outcome open; every other means that nothing was stored.
      if (isProblem(error, 'database-unavailable')) throw error;
      refused(batch, error);
      return 0;
    }
  };
  const sendPending = async (): Promise<number> => {
    let points = 0;
    for (let batch = pending[0]; batch !== undefined; batch = pending[0]) points += await send(batch);
    return points;
  };
  return {
    async flush() {
      const late = await sendPending();
      pending.push(...numbered(recorder.drain(), batchPoints));
      return { points: late + (await sendPending()) };
    },
  };
}
