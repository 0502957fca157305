import type { MetricLayer } from '../metric-layer.ts';

/** Threshold: product specification, OBS-5. */
export const storage = {
  name: 'STORAGE',
  position: 5,
  title: 'Storage',
  about: 'Uploads and the queue of files waiting to be processed.',
  metrics: {
    QUEUE: { kind: 'distribution', unit: 'files', meaning: 'Files waiting.', healthy: { below: 1000 }, criticalFrom: 10_000 },
    THROUGHPUT: { kind: 'distribution', unit: 'bytes/s', meaning: 'Bytes stored per second.' },
    CHUNK_RETRY: { kind: 'counter', unit: 'count', meaning: 'Chunks that had to be sent again.' },
    LATENCY: { kind: 'distribution', unit: 'ms', meaning: 'From upload to stored.' },
  },
} as const satisfies MetricLayer;
