import { changedCount, fromEpochMs, intervalOf, type Queryable } from './query.ts';

export async function expireMetrics(db: Queryable, beforeMs: number, limit: number): Promise<number> {
  const slots = await changedCount(db, expireSlotsSql, [beforeMs, limit]);
  return slots + (await changedCount(db, expireMinutesSql, [beforeMs, limit]));
}

export async function forgetMetricBatches(db: Queryable, olderThanMs: number, limit: number): Promise<number> {
  return await changedCount(db, forgetSql, [olderThanMs, limit]);
}

// "skip locked": what a compaction is moving at this moment, the next call finds as minutes.
const expireSlotsSql = `
  with old as (
    select tenant, series_id, slot_at, node_id, seq from metric_slot where slot_at < ${fromEpochMs('$1')}
    order by slot_at limit $2 for update skip locked
  )
  delete from metric_slot using old
  where (metric_slot.tenant, metric_slot.series_id, metric_slot.slot_at, metric_slot.node_id, metric_slot.seq) = (old.tenant, old.series_id, old.slot_at, old.node_id, old.seq)`;

// Tenant by tenant, along the index that starts with it.
const expireMinutesSql = `
  with old as (
    select tenant.tenant, of_tenant.series_id, of_tenant.slot_at from tenant cross join lateral (
      select series_id, slot_at from metric_minute where metric_minute.tenant = tenant.tenant and slot_at < ${fromEpochMs('$1')} order by slot_at limit $2
    ) as of_tenant
    order by of_tenant.slot_at limit $2
  )
  delete from metric_minute using old
  where (metric_minute.tenant, metric_minute.series_id, metric_minute.slot_at) = (old.tenant, old.series_id, old.slot_at)`;

const forgetSql = `
  with old as (select node_id, seq from metric_flush where flushed_at < clock_timestamp() - ${intervalOf('$1')} order by flushed_at limit $2)
  delete from metric_flush using old where (metric_flush.node_id, metric_flush.seq) = (old.node_id, old.seq)`;
