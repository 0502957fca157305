import type { MetricLayer } from '../metric-layer.ts';

/** Thresholds: product specification, OBS-3. */
export const functions = {
  name: 'FUNCTIONS',
  position: 3,
  title: 'Functions',
  about: 'Cloud Functions and other code that starts on demand.',
  metrics: {
    LATENCY: { kind: 'distribution', unit: 'ms', meaning: 'How long one call took.' },
    COLD_START: { kind: 'distribution', unit: 'ms', meaning: 'From process start to the first call.', healthy: { below: 1000 }, criticalFrom: 5000 },
    RETRY: { kind: 'distribution', unit: 'count', meaning: 'Retries that one call needed.', healthy: { atMost: 5 } },
    ERROR: { kind: 'ratio', unit: 'good/total', meaning: 'Calls that failed: 1 failed, 0 did not.' },
  },
} as const satisfies MetricLayer;
