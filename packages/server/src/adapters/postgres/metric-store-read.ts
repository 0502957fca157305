import type { MetricPoint, MetricQuery, Series } from '@sora/core';
import { type AggregateRow, aggregateOf } from './metric-columns.ts';
import { fromEpochMs, type Queryable, selectAll, toEpochMs } from './query.ts';

/** One query over both resolutions is one snapshot: a slot that is being compacted is seen before or after, never twice. */
export async function readMetrics(db: Queryable, query: MetricQuery): Promise<readonly MetricPoint[]> {
  const values = [query.tenant, query.fromMs, query.toMs, query.layer ?? null, query.type ?? null, query.service ?? null, query.region ?? null, query.source ?? null];
  const rows = await selectAll<ReadRow>(db, readSql, values);
  const seriesById = new Map<string, Series>();
  return rows.map((row) => {
    let series = seriesById.get(row.series_id);
    if (series === undefined) seriesById.set(row.series_id, (series = seriesOf(row)));
    return { series, slotMs: row.slot_ms, aggregate: aggregateOf(row) };
  });
}

interface ReadRow extends AggregateRow, Omit<Series, 'labels'> {
  readonly series_id: string;
  /** JSON. */
  readonly labels: string;
  readonly slot_ms: number;
}

const pointsOf = (table: string) => `
  select tenant, series_id, slot_at, count, sum, min, max, histogram from ${table}
  where tenant = $1 and slot_at >= ${fromEpochMs('$2')} and slot_at < ${fromEpochMs('$3')}`;

// Labels as text: thousands of rows share a series, and its labels are parsed once.
const readSql = `
  select s.series_id, s.tenant, s.layer, s.type, s.service, s.region, s.source, s.labels::text as labels,
    ${toEpochMs('point.slot_at')} as slot_ms, point.count, point.sum, point.min, point.max, point.histogram
  from metric_series s join (${pointsOf('metric_slot')} union all ${pointsOf('metric_minute')}) as point using (tenant, series_id)
  where s.tenant = $1
    and ($4::text is null or s.layer = $4) and ($5::text is null or s.type = $5) and ($6::text is null or s.service = $6)
    and ($7::text is null or s.region = $7) and ($8::text is null or s.source = $8)`;

function seriesOf({ tenant, layer, type, service, region, source, labels }: ReadRow): Series {
  return { tenant, layer, type, service, region, source, labels: JSON.parse(labels) as Record<string, string> };
}
