import type { MetricPanel, Reading } from '@sora/core';
import type { Checks } from './checks.ts';

/** Durations that the OpenTelemetry example records, in milliseconds: every hundredth request fails and is slow. */
export function durationsOfExample(): readonly number[] {
  return Array.from({ length: 1000 }, (_, request) => (request % 100 === 99 ? 1500 : 20 + (request % 200))).toSorted((a, b) => a - b);
}

/** That a distribution was read back as it was sent: count, least, greatest and sum exactly, percentiles within the bound that the answer states. */
export function checkDistribution(checks: Checks, name: string, { panel, sent }: { readonly panel: MetricPanel | undefined; readonly sent: readonly number[] }): void {
  const sorted = sent.toSorted((a, b) => a - b);
  const sum = sorted.reduce((total, value) => total + value, 0);
  const reading = panel?.reading;
  checks.equal(`${name}: count, sum, least and greatest are what was sent`, exactPart(reading), { n: sorted.length, sum, min: sorted[0], max: sorted.at(-1) });
  const { p50 = Number.NaN, p95 = Number.NaN, p99 = Number.NaN, relativeError = 0 } = reading?.percentiles ?? {};
  const within = [[0.5, p50], [0.95, p95], [0.99, p99]].every(([q = 0, seen = Number.NaN]) => isWithin(seen, quantileRange(sorted, q), relativeError));
  checks.holds(`${name}: P50, P95 and P99 lie within the stated bound`, within && relativeError <= 0.0443, { p50, p95, p99, relativeError });
}

/** Sums of seconds become milliseconds on the way: beyond a nanosecond they are rounding. */
function exactPart(reading: Reading | undefined) {
  const rounded = (value: number | undefined) => (value === undefined ? undefined : Math.round(value * 1e6) / 1e6);
  return { n: reading?.n, sum: rounded(reading?.sum), min: rounded(reading?.min), max: rounded(reading?.max) };
}

/** Definitions of a quantile differ by one rank. */
function quantileRange(sorted: readonly number[], q: number): readonly [number, number] {
  const rank = q * (sorted.length - 1);
  return [sorted[Math.floor(rank)] ?? Number.NaN, sorted[Math.ceil(rank)] ?? Number.NaN];
}

function isWithin(seen: number, [least, greatest]: readonly [number, number], relativeError: number): boolean {
  return seen >= least * (1 - relativeError) && seen <= greatest * (1 + relativeError);
}
