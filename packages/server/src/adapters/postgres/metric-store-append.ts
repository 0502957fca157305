import type { MetricBatch, Series } from '@sora/core';
import { mergedInKeyOrder, pointArrays, pointTable } from './metric-columns.ts';
import { createSeriesIds } from './metric-series-id.ts';
import { type Queryable, selectOne } from './query.ts';

interface SeriesRow extends Series {
  readonly id: string;
}

// More than any budget of series allows at once; a set that grew beyond it is mostly of series that are no more.
const maxRememberedSeries = 200_000;

/**
 * One statement, one commit: the receipt of the batch, series not seen before, and the points unless the receipt was there already.
 * The commit waits for the disk like any other: at one flush every ten seconds the wait costs nothing, and what was flushed stays.
 */
export function createMetricAppend(db: Queryable): (batch: MetricBatch) => Promise<void> {
  const idOf = createSeriesIds();
  let stored = new Set<string>();
  return async (batch) => {
    const series = seriesOf(batch, idOf);
    const isDone = await appendOnce(db, batch, { idOf, fresh: series.filter(({ id }) => !stored.has(id)), assumed: series.filter(({ id }) => stored.has(id)) });
    // Series this process once stored are gone: the database was restored from a backup. So none is taken for granted.
    if (!isDone) {
      stored = new Set();
      await appendOnce(db, batch, { idOf, fresh: series, assumed: [] });
    }
    if (stored.size > maxRememberedSeries) stored = new Set();
    for (const { id } of series) stored.add(id);
  };
}

interface BatchSeries {
  readonly idOf: (series: Series) => string;
  /** Sent along, and stored unless they are there. */
  readonly fresh: readonly SeriesRow[];
  /** Not sent; the statement checks that they are there and otherwise does nothing. */
  readonly assumed: readonly SeriesRow[];
}

async function appendOnce(db: Queryable, { nodeId, seq, points }: MetricBatch, { idOf, fresh, assumed }: BatchSeries): Promise<boolean> {
  const stored = points.filter(({ aggregate }) => aggregate.count > 0).map((point) => ({ tenant: point.series.tenant, seriesId: idOf(point.series), slotMs: point.slotMs, aggregate: point.aggregate }));
  const values = [nodeId, seq, ...pointArrays(mergedInKeyOrder(stored)), ...seriesArrays(fresh), assumed.map((row) => row.tenant), assumed.map((row) => row.id)];
  return (await selectOne<{ readonly is_done: boolean }>(db, appendSql, values))?.is_done === true;
}

const appendSql = `
  with fresh as (
    insert into metric_series (tenant, series_id, layer, type, service, region, source, labels)
    select * from unnest($11::text[], $12::uuid[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::jsonb[])
    on conflict do nothing
  ), missing as (
    select 1 from unnest($19::text[], $20::uuid[]) as assumed (tenant, series_id)
    where not exists (select 1 from metric_series s where s.tenant = assumed.tenant and s.series_id = assumed.series_id) limit 1
  ), receipt as (
    insert into metric_flush (node_id, seq) select $1, $2 where not exists (select 1 from missing)
    on conflict do nothing returning node_id, seq
  ), slots as (
    insert into metric_slot (tenant, series_id, slot_at, node_id, seq, count, sum, min, max, histogram)
    select tenant, series_id, to_timestamp(slot_ms / 1000), node_id, receipt.seq, point.count, point.sum, point.min, point.max, point.histogram
    from receipt cross join ${pointTable(3)}
  )
  select not exists (select 1 from missing) as is_done`;

function seriesOf({ points }: MetricBatch, idOf: (series: Series) => string): readonly SeriesRow[] {
  const byId = new Map<string, SeriesRow>();
  for (const { series } of points) byId.set(idOf(series), { ...series, id: idOf(series) });
  // In key order, for the same reason as the points.
  return [...byId.values()].toSorted((a, b) => (`${a.tenant} ${a.id}` < `${b.tenant} ${b.id}` ? -1 : 1));
}

function seriesArrays(rows: readonly SeriesRow[]): readonly (readonly string[])[] {
  return [
    rows.map((row) => row.tenant), rows.map((row) => row.id), rows.map((row) => row.layer), rows.map((row) => row.type),
    rows.map((row) => row.service), rows.map((row) => row.region), rows.map((row) => row.source), rows.map((row) => JSON.stringify(row.labels)),
  ];
}
