import type { Sample, SampleSeries } from '@sora/core';
import { defaultSora } from './default-sora.ts';
import type { FlushResult, MetricHandle } from './sora-node.ts';

/**
 * Counts one measurement; it is sent with the next batch and never waits for the network.
 * @throws {SoraError} `bad-request` naming the wrong field, `not-configured` without a server (as a rejected promise)
 */
export async function trackMetric(sample: Sample): Promise<void> {
  await defaultSora().trackMetric(sample);
}

/** The bound form of `trackMetric`, for hot paths. @throws {SoraError} as `trackMetric` */
export function bindMetric(series: SampleSeries): MetricHandle {
  return defaultSora().bind(series);
}

/** Sends what is in memory, for functions that freeze after they answer. */
export async function flush(): Promise<FlushResult> {
  return defaultSora().flush();
}
