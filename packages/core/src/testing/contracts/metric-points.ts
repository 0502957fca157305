import type { Lease, LeaseStore } from '../../jobs/lease-store.ts';
import { Histogram } from '../../metrics/histogram.ts';
import { mergeAggregates } from '../../metrics/merge-aggregates.ts';
import type { MetricBatch, MetricPoint, MetricStore } from '../../metrics/metric-store.ts';
import { type Series, seriesKey } from '../../metrics/series.ts';
import { Tally } from '../../metrics/tally.ts';

/** Start of a whole minute, long past. */
export const startMs = 1_767_225_600_000;
export const slotWidthMs = 10_000;

export const latency: Series = { tenant: 'main', layer: 'API', type: 'LATENCY', service: 'checkout', region: 'eu-west', source: 'server', labels: { release: '1.4.0', route: '/pay' } };
export const requests: Series = { ...latency, type: 'REQUEST', labels: {} };

/** @param slot number of the slot, counted from `startMs` */
export function measured(series: Series, slot: number, values: readonly number[]): MetricPoint {
  const aggregate = series.type === 'LATENCY' ? new Histogram() : new Tally();
  for (const value of values) aggregate.record(value);
  return { series, slotMs: startMs + slot * slotWidthMs, aggregate };
}

export function batch(seq: number, points: readonly MetricPoint[], nodeId = 'node-1'): MetricBatch {
  return { nodeId, seq, points };
}

export function everything(tenant = 'main'): { tenant: string; fromMs: number; toMs: number } {
  return { tenant, fromMs: 0, toMs: startMs * 2 };
}

/** The points as plain data, in one order, so that two reads can be compared. */
export function plain(points: readonly MetricPoint[]): readonly unknown[] {
  return points
    .map(({ series, slotMs, aggregate }) => ({ key: `${seriesKey(series)} ${slotMs}`, series, slotMs, ...totals(aggregate) }))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** What a read says as a whole, series by series: must not depend on how far compaction has come. */
export function summary(points: readonly MetricPoint[]): readonly unknown[] {
  const bySeries = Map.groupBy(points, (point) => seriesKey(point.series));
  return [...bySeries].map(([key, group]) => ({ key, ...totals(mergeAggregates(group.map((point) => point.aggregate))) })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

function totals(aggregate: MetricPoint['aggregate']) {
  const { count, sum, min, max } = aggregate;
  return { count, sum, min, max, buckets: aggregate instanceof Histogram ? [...aggregate.buckets()] : undefined };
}

export async function holdLease(leases: LeaseStore, holder = 'runner-1'): Promise<Lease> {
  const lease = await leases.acquire({ name: 'compaction', holder, durationMs: 60_000 });
  if (lease === undefined) throw new Error('The lease was not given.');
  return lease;
}

export async function readAll(store: MetricStore, tenant = 'main'): Promise<readonly MetricPoint[]> {
  return await store.read(everything(tenant));
}
