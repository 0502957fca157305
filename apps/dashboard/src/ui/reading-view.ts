import type { MetricHealth, Reading } from '@sora/core';
import { figureOf, formatCount, formatNumber, formatPercent, formatValue, type Figure } from './format.ts';

/** The number that stands for a reading, and what it is. */
export interface KeyFigure extends Figure {
  readonly label: string;
}

export interface Stat {
  readonly label: string;
  readonly value: string;
}

type Metric = Pick<MetricHealth, 'kind' | 'unit' | 'threshold'>;

/** The judged statistic: P95, or P5 for metrics whose bad side is the low one. Undefined without samples. */
export function keyFigure(metric: Metric, reading: Reading): KeyFigure | undefined {
  const value = keyValue(metric, reading);
  return value === undefined ? undefined : { label: keyLabel(metric), ...figureOf(value, unitOf(metric)) };
}

export function keyValue(metric: Metric, { percentiles, share, perMinute }: Reading): number | undefined {
  if (metric.kind === 'ratio') return share;
  if (metric.kind === 'counter') return perMinute;
  return lowIsBad(metric) ? percentiles?.p5 : percentiles?.p95;
}

export function keyLabel(metric: Metric): string {
  if (metric.kind === 'ratio') return 'Share';
  if (metric.kind === 'counter') return 'Per minute';
  return lowIsBad(metric) ? 'P5' : 'P95';
}

/** Frames per second and the like: the bad tail is the low one. */
export function lowIsBad({ threshold }: Pick<MetricHealth, 'threshold'>): boolean {
  return threshold?.statistic === 'p5';
}

/** The rest of a reading: percentiles with their bound and the number of samples, so that a percentile is never shown without its worth. */
export function statsOf(metric: Metric, reading: Reading): readonly Stat[] {
  const { kind, unit } = metric;
  const samples = { label: 'n', value: formatCount(reading.n) };
  if (kind === 'counter') return [{ label: 'Total', value: formatCount(reading.sum) }, samples];
  if (kind === 'ratio') return [{ label: 'Counted', value: `${formatCount(reading.sum)} of ${formatCount(reading.n)}` }];
  const { percentiles } = reading;
  if (percentiles === undefined) return [samples];
  const percentile = (label: string, value: number) => ({ label, value: formatValue(value, unit) });
  if (lowIsBad(metric)) return [percentile('P5', percentiles.p5), percentile('P50', percentiles.p50), percentile('P95', percentiles.p95), samples];
  return [percentile('P50', percentiles.p50), percentile('P95', percentiles.p95), percentile('P99', percentiles.p99), samples];
}

/** `± 1.08 %`; undefined where nothing is estimated. */
export function boundOf({ percentiles }: Reading): string | undefined {
  return percentiles === undefined ? undefined : `± ${formatPercent(percentiles.relativeError)}`;
}

export function unitOf({ kind, unit }: Metric): string {
  return kind === 'ratio' ? 'share' : unit;
}

/** `below 250 ms`: the healthy side of a metric; undefined where nothing is judged. */
export function limitOf(metric: Metric): string | undefined {
  const { threshold } = metric;
  if (threshold === undefined) return undefined;
  const side = threshold.side === 'atMost' ? 'at most' : threshold.side;
  const perMinute = threshold.statistic === 'perMinute' ? '/min' : '';
  return `${side} ${formatValue(threshold.value, unitOf(metric))}${perMinute}`;
}

/** How far a value has come towards its limit, 0 to 1, on a bar whose limit lies at `limitAt`. */
export interface Meter {
  readonly fill: number;
  readonly limitAt: number;
  readonly label: string;
}

/** Undefined without a limit, and where the healthy side is the upper one: a bar to fill would say the opposite. */
export function meterOf(metric: Metric, reading: Reading): Meter | undefined {
  const value = keyValue(metric, reading);
  const limit = metric.threshold;
  if (value === undefined || limit === undefined || limit.side === 'above' || limit.value <= 0) return undefined;
  const top = Math.max(limit.value * 1.25, value * 1.05);
  return { fill: value / top, limitAt: limit.value / top, label: `${formatNumber((value / limit.value) * 100)} % of the limit` };
}
