import type { MetricKind } from '../metrics/metric-layer.ts';
import type { LayerName } from '../metrics/sample.ts';
import type { Source } from '../metrics/series.ts';
import type { Threshold } from '../metrics/thresholds.ts';

/** `no-data` is a state of its own: nothing was measured, so nothing is claimed. */
export type Verdict = 'healthy' | 'degraded' | 'critical' | 'no-data';

/** A percentile with what it is worth: the true value lies within ± `relativeError` of it. */
export interface Percentiles {
  /** The bad tail where more is better: 95 % of the samples lie above it. */
  readonly p5: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  /** 0.0108 at scale 5. */
  readonly relativeError: number;
}

/** What a set of measurements of one metric type says. */
export interface Reading {
  /** Samples behind it. */
  readonly n: number;
  readonly sum: number;
  /** Undefined with n = 0. */
  readonly min?: number;
  readonly max?: number;
  /** Distributions only. */
  readonly percentiles?: Percentiles;
  /** Ratios only: share of samples that were what the type names, 0 to 1. */
  readonly share?: number;
  /** Counters only. */
  readonly perMinute?: number;
}

export interface MetricHealth {
  readonly layer: LayerName;
  readonly type: string;
  readonly kind: MetricKind;
  readonly unit: string;
  readonly meaning: string;
  readonly reading: Reading;
  readonly verdict: Verdict;
  /** In words, with the number, the statistic and the threshold: "P95 312 ms (±1.1 %), should be below 250 ms". */
  readonly reason: string;
  /** Absent where the catalog judges nothing. */
  readonly threshold?: Threshold;
  /** Who measured what `reading` and `verdict` say: your servers where they measured anything, else devices. Absent without data. */
  readonly restsOn?: Source;
  /** What devices measured of the same metric, where the verdict rests on servers. Shown, never judged. */
  readonly fromClients?: Reading;
}

export interface LayerHealth {
  readonly layer: LayerName;
  readonly title: string;
  readonly about: string;
  readonly verdict: Verdict;
  /** The reason of the metric that decided, with its type in front. */
  readonly reason: string;
  /** Who measured the metric that decided; a verdict that rests on clients is shown and never acted upon alone. Absent without data. */
  readonly restsOn?: Source;
}
