import { type CompactOutcome, type Lease, minuteMs } from '@sora/core';
import type { Pool } from 'pg';
import { holdsFence } from './lease-store.ts';
import { keyOf, mergedInKeyOrder, pointArrays, pointColumns, pointOf, type PointRow, pointTable, type StoredPoint } from './metric-columns.ts';
import { changedCount, fromEpochMs, type Queryable, selectAll } from './query.ts';
import { inTransaction } from './transaction.ts';

export interface CompactRequest {
  readonly beforeMs: number;
  readonly limit: number;
  readonly lease: Lease;
}

const maxAttempts = 5;
const leaseLost = new Error('Another runner holds the lease: nothing of this compaction is kept.');

/** One transaction moves slots into minutes, so that it may die anywhere. Two at once cannot happen under the lease; if they do, the later starts over. */
export async function compactMetrics(pool: Pool, request: CompactRequest): Promise<CompactOutcome> {
  for (let attempt = 1; ; attempt++) {
    try {
      return { kind: 'compacted', slots: await inTransaction(pool, (tx) => moveSlots(tx, request)) };
    } catch (error) {
      if (error === leaseLost) return { kind: 'lease-lost' };
      if (attempt === maxAttempts || !isCrossed(error)) throw error;
    }
  }
}

async function moveSlots(tx: Queryable, { beforeMs, limit, lease }: CompactRequest): Promise<number> {
  const slots = (await selectAll<PointRow>(tx, takeSlotsSql, [Math.floor(beforeMs / minuteMs) * minuteMs, limit])).map(pointOf);
  if (slots.length > 0) await addToMinutes(tx, slots);
  // Last, since from here to the commit nobody else can take the lease.
  if (!(await holdsFence(tx, lease))) throw leaseLost;
  return slots.length;
}

async function addToMinutes(tx: Queryable, slots: readonly StoredPoint[]): Promise<void> {
  const added = mergedInKeyOrder(slots);
  const [tenants = [], seriesIds = [], starts = []] = pointArrays(added);
  const present = (await selectAll<PointRow>(tx, lockMinutesSql, [tenants, seriesIds, starts])).map(pointOf);
  const isPresent = new Set(present.map(keyOf));
  const absent = added.filter((point) => !isPresent.has(keyOf(point)));
  const changed = mergedInKeyOrder([...present, ...added.filter((point) => isPresent.has(keyOf(point)))]);
  if (absent.length > 0) await changedCount(tx, insertMinutesSql, pointArrays(absent));
  if (changed.length > 0) await changedCount(tx, updateMinutesSql, pointArrays(changed));
}

// One minute at a time and series by series, so that a chunk writes few minutes and each of them once.
// "skip locked": a dead runner's transaction may still hold slots, for as long as PostgreSQL believes in it.
const takeSlotsSql = `
  with oldest as (
    select date_trunc('minute', min(slot_at), 'UTC') + interval '1 minute' as end_at from metric_slot
  ), taken as (
    select tenant, series_id, slot_at, node_id, seq from metric_slot
    where slot_at < least(${fromEpochMs('$1')}, (select end_at from oldest))
    order by tenant, series_id, slot_at, node_id, seq limit $2 for update skip locked
  )
  delete from metric_slot using taken
  where (metric_slot.tenant, metric_slot.series_id, metric_slot.slot_at, metric_slot.node_id, metric_slot.seq) = (taken.tenant, taken.series_id, taken.slot_at, taken.node_id, taken.seq)
  returning ${pointColumns('metric_slot', "date_trunc('minute', metric_slot.slot_at, 'UTC')")}`;

const lockMinutesSql = `
  select ${pointColumns('metric_minute')} from metric_minute
  join unnest($1::text[], $2::uuid[], $3::float8[]) as wanted (tenant, series_id, slot_ms)
    on (metric_minute.tenant, metric_minute.series_id, metric_minute.slot_at) = (wanted.tenant, wanted.series_id, to_timestamp(wanted.slot_ms / 1000))
  order by metric_minute.tenant, metric_minute.series_id, metric_minute.slot_at
  for update of metric_minute`;

// Without "on conflict": where another compaction put the row in the meantime, this one did not see it and must not overwrite it.
const insertMinutesSql = `
  insert into metric_minute (tenant, series_id, slot_at, count, sum, min, max, histogram)
  select tenant, series_id, to_timestamp(slot_ms / 1000), count, sum, min, max, histogram from ${pointTable(1)}`;

const updateMinutesSql = `
  update metric_minute set count = point.count, sum = point.sum, min = point.min, max = point.max, histogram = point.histogram
  from ${pointTable(1)}
  where (metric_minute.tenant, metric_minute.series_id, metric_minute.slot_at) = (point.tenant, point.series_id, to_timestamp(point.slot_ms / 1000))`;

/** Met another compaction: on a row that both wanted to insert, or in a deadlock. */
function isCrossed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '23505' || error.code === '40P01');
}
