import type { MetricLayer } from '../metric-layer.ts';

/** Thresholds: product specification, OBS-1. Memory is process memory; a JS heap is labelled so and not judged. */
export const mobile = {
  name: 'MOBILE',
  position: 1,
  title: 'Mobile',
  about: 'Frames, memory, crashes and start-up on the devices of your users.',
  metrics: {
    FPS: { kind: 'distribution', unit: 'fps', meaning: 'Frames drawn per second.', healthy: { above: 30 }, criticalFrom: 15 },
    MEMORY: { kind: 'distribution', unit: 'MB', meaning: 'Memory the app holds.', healthy: { below: 500 }, criticalFrom: 1000 },
    CRASH: { kind: 'counter', unit: 'count', meaning: 'Sessions that ended in a crash; every session is one sample, 1 or 0.' },
    COLD_START: { kind: 'distribution', unit: 'ms', meaning: 'From tap to first screen.' },
    LATENCY: { kind: 'distribution', unit: 'ms', meaning: 'From request to answer, as the device saw it.' },
    ERROR: { kind: 'counter', unit: 'count', meaning: 'Errors caught on the device.' },
    SLOW_FRAME: { kind: 'ratio', unit: 'good/total', meaning: 'Frames that missed a refresh of the display (over 25 ms): 1 slow, 0 not.' },
    FROZEN_FRAME: { kind: 'ratio', unit: 'good/total', meaning: 'Frames that took over 700 ms: 1 frozen, 0 not.' },
  },
} as const satisfies MetricLayer;
