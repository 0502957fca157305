import type { Pool } from 'pg';
import { mergeAggregates } from '../packages/core/src/metrics/merge-aggregates.ts';
import { Histogram } from '../packages/core/src/metrics/histogram.ts';
import type { MetricPoint, MetricQuery, MetricStore } from '../packages/core/src/metrics/metric-store.ts';
import { postgresMetricStore } from '../packages/server/src/adapters/postgres/metric-store.ts';
import { alternating } from './measure.ts';
import { withMigratedPool } from './migrated-pool.ts';
import type { BenchRow } from './row.ts';
import { firstSlotMs, pointOf, seriesOf, slotWidthMs } from './samples.ts';

const rounds = 9;
const wide = { series: 1_000, slots: 10 };
const anHourOfSlots = 360;

/** A percentile from stored histograms, through the real store, beside a SELECT of the same bytes that decodes nothing; in turns. */
export async function readRows(): Promise<BenchRow[]> {
  return await withMigratedPool(async (pool) => {
    const store = postgresMetricStore(pool);
    await fill(store);
    await pool.query('vacuum analyze');
    const all = await alternating(rounds, () => timeOfP99(store, query('wide', wide.slots)), () => timeOfSelect(pool));
    const hour = await alternating(rounds, () => timeOfP99(store, query('narrow', anHourOfSlots)), async () => 0);
    const stored = wide.series * wide.slots;
    return [
      { name: `P99 over ${stored.toLocaleString('en')} stored histograms: read, merged, asked`, value: all.ours, unit: 'ms' },
      { name: 'SELECT of the same bytes, nothing decoded', value: all.peer, unit: 'ms' },
      { name: 'P99 against the SELECT', value: all.ours / all.peer, unit: 'x its time' },
      { name: `P99 of one series over an hour, ${anHourOfSlots} stored histograms`, value: hour.ours, unit: 'ms' },
    ];
  });
}

async function fill(store: MetricStore): Promise<void> {
  let seq = 0;
  const append = (points: readonly MetricPoint[]) => store.append({ nodeId: 'bench', seq: (seq += 1), points });
  for (let slot = 0; slot < wide.slots; slot++) await append(Array.from({ length: wide.series }, (_, n) => pointOf(seriesOf('wide', n), slot, n + slot)));
  await append(Array.from({ length: anHourOfSlots }, (_, slot) => pointOf(seriesOf('narrow', 0), slot, slot)));
}

function query(service: string, slots: number): MetricQuery {
  return { tenant: 'main', layer: 'API', type: 'LATENCY', service, fromMs: firstSlotMs, toMs: firstSlotMs + slots * slotWidthMs };
}

async function timeOfP99(store: MetricStore, question: MetricQuery): Promise<number> {
  const startedMs = performance.now();
  const points = await store.read(question);
  const merged = mergeAggregates(points.map(({ aggregate }) => aggregate));
  if (!(merged instanceof Histogram) || merged.quantile(0.99) === undefined) throw new Error('There is no percentile to time.');
  return performance.now() - startedMs;
}

async function timeOfSelect(pool: Pool): Promise<number> {
  const startedMs = performance.now();
  const { rowCount } = await pool.query('select series_id, slot_at, count, sum, min, max, histogram from metric_slot where slot_at < $1 order by slot_at limit $2', [new Date(firstSlotMs + wide.slots * slotWidthMs), wide.series * wide.slots]);
  if (rowCount !== wide.series * wide.slots) throw new Error(`The peer read ${rowCount} rows.`);
  return performance.now() - startedMs;
}
