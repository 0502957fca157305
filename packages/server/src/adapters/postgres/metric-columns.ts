import { type Aggregate, decodeHistogram, encodeHistogram, Histogram, mergeAggregates, Tally } from '@sora/core';
import { toEpochMs } from './query.ts';

/** A stored aggregate: totals as columns, so that a person can read them; buckets as bytes, for distributions only. */
export interface AggregateRow {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly histogram: Buffer | null;
}

/** A stored point, by the series that it belongs to. */
export interface StoredPoint {
  readonly tenant: string;
  readonly seriesId: string;
  readonly slotMs: number;
  readonly aggregate: Aggregate;
}

export interface PointRow extends AggregateRow {
  readonly tenant: string;
  readonly series_id: string;
  readonly slot_ms: number;
}

/** Selects a `PointRow` from a table or alias with the columns of `metric_slot`. */
export const pointColumns = (from: string, slotAt = `${from}.slot_at`) =>
  `${from}.tenant, ${from}.series_id, ${toEpochMs(slotAt)} as slot_ms, ${from}.count, ${from}.sum, ${from}.min, ${from}.max, ${from}.histogram`;

/** Eight array parameters from `$first` on, as the table `point`. Filled by `pointArrays`. */
export function pointTable(first: number): string {
  const types = ['text', 'uuid', 'float8', 'float8', 'float8', 'float8', 'float8', 'bytea'];
  const parameters = types.map((type, i) => `$${first + i}::${type}[]`).join(', ');
  return `unnest(${parameters}) as point (tenant, series_id, slot_ms, count, sum, min, max, histogram)`;
}

export function pointArrays(points: readonly StoredPoint[]): readonly (readonly unknown[])[] {
  const rows = points.map(({ aggregate }) => rowOf(aggregate));
  return [
    points.map((point) => point.tenant), points.map((point) => point.seriesId), points.map((point) => point.slotMs),
    rows.map((row) => row.count), rows.map((row) => row.sum), rows.map((row) => row.min), rows.map((row) => row.max), rows.map((row) => row.histogram),
  ];
}

export function pointOf(row: PointRow): StoredPoint {
  return { tenant: row.tenant, seriesId: row.series_id, slotMs: row.slot_ms, aggregate: aggregateOf(row) };
}

export function aggregateOf(row: AggregateRow): Aggregate {
  return row.histogram === null ? Tally.of(row) : decodeHistogram(row.histogram);
}

function rowOf(aggregate: Aggregate): AggregateRow {
  const { count, sum, min, max } = aggregate;
  return { count, sum, min, max, histogram: aggregate instanceof Histogram ? Buffer.from(encodeHistogram(aggregate)) : null };
}

/** One point per series and slot, in the order of the key: two writers that lock rows in one order cannot deadlock. */
export function mergedInKeyOrder(points: readonly StoredPoint[]): readonly StoredPoint[] {
  const byKey = Map.groupBy(points, keyOf);
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, group]) => mergedGroup(group));
}

export function keyOf({ tenant, seriesId, slotMs }: StoredPoint): string {
  return `${tenant} ${seriesId} ${slotMs}`;
}

function mergedGroup([first, ...rest]: readonly StoredPoint[]): readonly StoredPoint[] {
  if (first === undefined || rest.length === 0) return first === undefined ? [] : [first];
  return [{ ...first, aggregate: mergeAggregates([first, ...rest].map((point) => point.aggregate)) }];
}
