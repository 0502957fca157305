import type { MetricLayer } from '../metric-layer.ts';

/** Thresholds: product specification, OBS-2; critical levels are the traffic rules HIGH_LATENCY and HIGH_ERROR_RATE (TRF-2). */
export const api = {
  name: 'API',
  position: 2,
  title: 'API',
  about: 'Your HTTP servers, and SORA itself: it measures its own requests, event loop, database and memory.',
  metrics: {
    LATENCY: { kind: 'distribution', unit: 'ms', meaning: 'From request to last byte.', healthy: { below: 250 }, criticalFrom: 1000 },
    ERROR: { kind: 'ratio', unit: 'good/total', meaning: 'Requests that failed on the server side: 1 failed, 0 did not.', healthy: { below: 0.01 }, criticalFrom: 0.05 },
    REQUEST: { kind: 'counter', unit: 'count', meaning: 'Requests answered.' },
    DATABASE_LATENCY: { kind: 'distribution', unit: 'ms', meaning: 'From statement to result.' },
    EVENT_LOOP_DELAY: { kind: 'distribution', unit: 'ms', meaning: 'How late a timer ran, the latest in each second: the time a Node.js process could not answer.' },
    PROCESS_CPU: { kind: 'distribution', unit: 'share', meaning: 'Processor time used by the process; 1 is one core.' },
    PROCESS_MEMORY: { kind: 'distribution', unit: 'MB', meaning: 'Resident memory of the process.' },
  },
} as const satisfies MetricLayer;
