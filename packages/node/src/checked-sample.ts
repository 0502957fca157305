import { type ParsedSample, parseSample, type Recorder, type SampleSeries, SoraError } from '@sora/core';
import type { MetricHandle } from './sora-node.ts';

/**
 * A sample as it may be counted.
 * @throws {SoraError} `bad-request`, naming every wrong field
 */
export function checkedSample(sample: unknown): ParsedSample {
  const outcome = parseSample(sample);
  if (outcome.kind === 'sample') return outcome.sample;
  const { errors } = outcome;
  throw new SoraError('bad-request', { detail: errors.map(({ path, message }) => `${path} ${message}`.trim()).join('; '), errors });
}

/** A handle of the recorder that refuses what `trackMetric` would refuse. @throws {SoraError} `bad-request`, naming every wrong field */
export function boundHandle(recorder: Recorder, tenant: string, series: SampleSeries): MetricHandle {
  const { series: checked, kind } = checkedSample({ ...series, value: 0 });
  const handle = recorder.handle({ ...checked, tenant, source: 'server' });
  return kind === 'ratio' ? { record: (value) => handle.record(zeroOrOne(value)) } : handle;
}

function zeroOrOne(value: number): number {
  if (value === 0 || value === 1) return value;
  throw new RangeError(`one sample of a ratio is one event: 1 or 0, not ${value}`);
}
