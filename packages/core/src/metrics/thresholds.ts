import { metricLayers } from './layers/index.ts';
import type { MetricDefinition, MetricLayer } from './metric-layer.ts';
import type { LayerName } from './sample.ts';

/** Where a metric stops being healthy, as it holds in this installation. */
export interface Threshold {
  /** The one number of a reading that is compared. */
  readonly statistic: 'p95' | 'p5' | 'share' | 'perMinute';
  /** The healthy side; the bound itself is unhealthy, except with `atMost`. */
  readonly side: 'below' | 'atMost' | 'above';
  /** In the metric's unit; for a ratio a share from 0 to 1, for a counter its sum a minute. */
  readonly value: number;
  /** From here on critical, on the same scale. Absent: it can only be degraded. */
  readonly criticalFrom?: number;
}

/** By `LAYER.TYPE`; metrics without a threshold are absent. */
export type Thresholds = ReadonlyMap<string, Threshold>;

export type ThresholdsOutcome =
  | { readonly kind: 'configured'; readonly thresholds: Thresholds }
  | { readonly kind: 'refused'; readonly errors: readonly { readonly path: string; readonly message: string }[] };

/** The thresholds of the catalog as they are. */
export const defaultThresholds: Thresholds = new Map(Object.values(metricLayers).flatMap(layerThresholds));

export function thresholdOf(thresholds: Thresholds, layer: LayerName, type: string): Threshold | undefined {
  return thresholds.get(`${layer}.${type}`);
}

/**
 * The catalog's thresholds with some of them moved, all wrong ones refused at once.
 * @param overrides new healthy bounds by `LAYER.TYPE`, `{ "API.LATENCY": 300 }`; the critical level moves in proportion
 */
export function configureThresholds(overrides: Readonly<Record<string, unknown>>): ThresholdsOutcome {
  const thresholds = new Map(defaultThresholds);
  const errors: { path: string; message: string }[] = [];
  for (const [path, value] of Object.entries(overrides)) {
    const threshold = thresholds.get(path);
    if (threshold === undefined) errors.push({ path, message: `"${path}" has no threshold; those that have one are ${[...defaultThresholds.keys()].join(', ')}` });
    else if (!isBound(value, threshold)) errors.push({ path, message: `"${path}" must be ${allowedBound(threshold)}` });
    else thresholds.set(path, moved(threshold, value));
  }
  return errors.length > 0 ? { kind: 'refused', errors } : { kind: 'configured', thresholds };
}

function layerThresholds(layer: MetricLayer): (readonly [string, Threshold])[] {
  return Object.entries(layer.metrics).flatMap(([type, definition]) => {
    const threshold = catalogThreshold(definition);
    return threshold === undefined ? [] : [[`${layer.name}.${type}`, threshold] as const];
  });
}

function catalogThreshold({ kind, healthy, criticalFrom }: MetricDefinition): Threshold | undefined {
  if (healthy === undefined) return undefined;
  const [side, value] = 'below' in healthy ? (['below', healthy.below] as const) : 'atMost' in healthy ? (['atMost', healthy.atMost] as const) : (['above', healthy.above] as const);
  const tail = side === 'above' ? 'p5' : 'p95';
  const statistic = kind === 'distribution' ? tail : kind === 'ratio' ? 'share' : 'perMinute';
  return criticalFrom === undefined ? { statistic, side, value } : { statistic, side, value, criticalFrom };
}

/** Nothing is below 0 nor a share above 1, so such a bound could only cry wolf; "at most 0" is a fair wish. */
function isBound(value: unknown, { statistic, side }: Threshold): value is number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return false;
  if (statistic === 'share' && value >= 1) return false;
  return side === 'atMost' ? value >= 0 : value > 0;
}

function allowedBound({ statistic, side }: Threshold): string {
  if (statistic === 'share') return 'a share between 0 and 1, both excluded';
  return side === 'atMost' ? 'a finite number, 0 or more' : 'a finite number above 0';
}

function moved(threshold: Threshold, value: number): Threshold {
  const { criticalFrom } = threshold;
  if (criticalFrom === undefined) return { ...threshold, value };
  if (threshold.statistic !== 'share') return { ...threshold, value, criticalFrom: (criticalFrom * value) / threshold.value };
  return { ...threshold, value, criticalFrom: movedShare(threshold, criticalFrom, value) };
}

/** A share moves by its bad part: from 1 % to 0.1 % of payments lost, not from 99 % to 99.9 % of them made. It stays within 0 and 1. */
function movedShare({ side, value: before }: Threshold, criticalFrom: number, value: number): number {
  if (side === 'above') return Math.max(0, 1 - ((1 - criticalFrom) * (1 - value)) / (1 - before));
  return Math.min(1, (criticalFrom * value) / before);
}
