import { createMetrics } from '../../packages/client/src/metrics/metrics.ts';
import { platform } from '../../packages/client/src/platforms/node.ts';
import { nanosecondsPer } from '../measure.ts';
import type { BenchRow } from '../row.ts';

const calls = 200_000;
const barUs = 20;

export async function metricCallRows(): Promise<readonly BenchRow[]> {
  const metrics = createMetrics({ platform: platform(), transport: async () => ({ kind: 'unanswered', reason: 'network' }), boot: 'bench' }, { service: 'bench', ingestKey: 'k', consent: 'granted' });
  const track = (call: number) => { metrics.track('LATENCY', call % 500, 'ms', { api: 'chats' }); };
  nanosecondsPer(calls, track);
  const us = nanosecondsPer(calls, track) / 1_000;
  return [{ name: 'one measurement', value: us, unit: 'µs', bar: barUs, holds: us <= barUs }];
}
