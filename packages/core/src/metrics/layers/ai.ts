import type { MetricLayer } from '../metric-layer.ts';

/** Thresholds: product specification, OBS-7. */
export const ai = {
  name: 'AI',
  position: 7,
  title: 'AI',
  about: 'Model calls: speed, tokens and the budget they use.',
  metrics: {
    LATENCY: { kind: 'distribution', unit: 'ms', meaning: 'From prompt to last token.', healthy: { below: 2000 }, criticalFrom: 10_000 },
    FIRST_TOKEN: { kind: 'distribution', unit: 'ms', meaning: 'From prompt to first token.' },
    TOKENS: { kind: 'counter', unit: 'count', meaning: 'Tokens billed, by the label "type".' },
    BUDGET: { kind: 'distribution', unit: 'share', meaning: 'Share of the budget used; 1 is all of it.', healthy: { below: 1 } },
  },
} as const satisfies MetricLayer;
