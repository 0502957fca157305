import type { Sample, SampleSeries } from '@sora/core';
import type { SpendResult } from './spend.ts';

/** What a backend does with SORA, in process or over HTTP. */
export interface SoraNode {
  /**
   * Counts one measurement; it is sent with the next batch. Never waits for the network.
   * @throws {SoraError} `bad-request` naming the wrong field (as a rejected promise)
   */
  trackMetric(sample: Sample): Promise<void>;
  /** The same, bound to one series: for hot paths, where it costs tens of nanoseconds a value. Throws what `trackMetric` rejects with, once, here. */
  bind(series: SampleSeries): MetricHandle;
  /**
   * Moves `amount` minor units of the default unit from the user's wallet to the house, once for each operation.
   * @throws as the free function of this name
   */
  preventDoubleSpend(userId: string, amount: number | bigint, operationId: string): Promise<SpendResult>;
  /** Sends what is in memory now, and waits: for functions that freeze after they answer. Never throws; says what stayed behind. */
  flush(): Promise<FlushResult>;
  /** Flushes and stops. */
  close(): Promise<FlushResult>;
}

export interface MetricHandle {
  /** @throws {RangeError} when the value is negative or not finite, for a ratio when it is neither 1 nor 0 */
  record(value: number): void;
}

/** Counted in points: what one series measured in one slot of ten seconds. */
export interface FlushResult {
  /** The server has taken these, while this call waited. */
  readonly delivered: number;
  /** Still in memory; they go with the next flush. */
  readonly queued: number;
  /** Refused by the server since the start, each for a fault of its own. */
  readonly dropped: number;
  /** Why something is still queued or was refused. */
  readonly problem?: string;
}
