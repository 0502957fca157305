import type { MetricLayer } from '../metric-layer.ts';

/** Threshold: product specification, OBS-4. CONTENTION counts, per minute, writes that met a document held by another transaction. */
export const firestore = {
  name: 'FIRESTORE',
  position: 4,
  title: 'Firestore',
  about: 'Reads, writes and contention of your Firestore database.',
  metrics: {
    READ: { kind: 'counter', unit: 'count', meaning: 'Documents read.' },
    WRITE: { kind: 'counter', unit: 'count', meaning: 'Documents written.' },
    DELETE: { kind: 'counter', unit: 'count', meaning: 'Documents deleted.' },
    CONTENTION: { kind: 'counter', unit: 'count', meaning: 'Writes that met a document held by another transaction.', healthy: { below: 50 }, criticalFrom: 500 },
    LATENCY: { kind: 'distribution', unit: 'ms', meaning: 'From operation to answer.' },
  },
} as const satisfies MetricLayer;
