import type { MetricLayer } from '../metric-layer.ts';

/** Thresholds: product specification, OBS-6. */
export const payments = {
  name: 'PAYMENTS',
  position: 6,
  title: 'Payments',
  about: 'Stripe and Wise: how long money takes, and how often it arrives.',
  metrics: {
    DELAY: { kind: 'distribution', unit: 'ms', meaning: 'From intent to confirmation.', healthy: { below: 5000 }, criticalFrom: 60_000 },
    SUCCESS: { kind: 'ratio', unit: 'good/total', meaning: 'Payments that went through: 1 did, 0 did not.', healthy: { above: 0.99 }, criticalFrom: 0.95 },
    WEBHOOK_LAG: { kind: 'distribution', unit: 'ms', meaning: 'From the event at the provider to its webhook here.' },
  },
} as const satisfies MetricLayer;
