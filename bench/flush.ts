import type { Pool, PoolClient } from 'pg';
import { encodeHistogram } from '../packages/core/src/metrics/histogram-codec.ts';
import { Histogram } from '../packages/core/src/metrics/histogram.ts';
import type { MetricBatch, MetricStore } from '../packages/core/src/metrics/metric-store.ts';
import { postgresMetricStore } from '../packages/server/src/adapters/postgres/metric-store.ts';
import { copyIn } from './copy-in.ts';
import { median } from './measure.ts';
import { withMigratedPool } from './migrated-pool.ts';
import type { BenchRow } from './row.ts';
import { meanHistogramBytes, pointOf, seriesOf } from './samples.ts';

const seriesCount = 5_000;
const rounds = 7;

/** The flush of a full node through the real store, beside COPY of the same bytes; in turns, on one embedded PostgreSQL that waits for its disk. */
export async function flushRows(): Promise<BenchRow[]> {
  return await withMigratedPool(async (pool) => {
    await pool.query('create table plain_slot (like metric_slot); create table indexed_slot (like metric_slot including all)');
    const store = postgresMetricStore(pool);
    const firstMs = await timed(() => store.append(batchOf(1)));
    const times = await measureRounds(pool, store);
    return rowsOf(firstMs, times);
  });
}

interface Times {
  readonly flushMs: number;
  readonly replayMs: number;
  readonly plainMs: number;
  readonly indexedMs: number;
}

async function measureRounds(pool: Pool, store: MetricStore): Promise<readonly Times[]> {
  const client = await pool.connect();
  const times: Times[] = [];
  try {
    for (let round = 0; round <= rounds; round++) times.push(await measureRound(client, store, batchOf(2 + round)));
  } finally {
    client.release();
  }
  return times.slice(1);
}

async function measureRound(client: PoolClient, store: MetricStore, batch: MetricBatch): Promise<Times> {
  const rows = copyText(batch);
  return {
    flushMs: await timed(() => store.append(batch)),
    indexedMs: await timed(() => copyIn(client, 'copy indexed_slot from stdin', rows)),
    plainMs: await timed(() => copyIn(client, 'copy plain_slot from stdin', rows)),
    replayMs: await timed(() => store.append(batch)),
  };
}

function rowsOf(firstMs: number, times: readonly Times[]): BenchRow[] {
  const of = (time: keyof Times) => median(times.map((each) => each[time]));
  const count = seriesCount.toLocaleString('en');
  return [
    { name: `flush of ${count} series, histograms of ${Math.round(meanHistogramBytes())} bytes`, value: of('flushMs'), unit: 'ms' },
    { name: 'rows flushed', value: seriesCount / (of('flushMs') / 1000), unit: 'rows/s' },
    { name: `COPY of the same bytes into a table with the same indexes`, value: of('indexedMs'), unit: 'ms' },
    { name: 'COPY of the same bytes into a table without an index', value: of('plainMs'), unit: 'ms' },
    { name: 'flush against COPY with the same indexes', value: of('flushMs') / of('indexedMs'), unit: 'x its time' },
    { name: 'a flush sent again, nothing added', value: of('replayMs'), unit: 'ms' },
    { name: `first flush of ${count} series that the database has not seen`, value: firstMs, unit: 'ms' },
  ];
}

function batchOf(seq: number): MetricBatch {
  return { nodeId: 'bench', seq, points: Array.from({ length: seriesCount }, (_, n) => pointOf(seriesOf('flush', n), seq, n)) };
}

/** The batch as COPY reads it. Made before the clock starts, so that COPY is as fast as it can be. */
function copyText({ nodeId, seq, points }: MetricBatch): Buffer {
  const lines = points.map(({ series, slotMs, aggregate }, n) => {
    const { count, sum, min, max } = aggregate;
    const seriesId = `00000000-0000-4000-8000-${String((n * 7919) % seriesCount).padStart(12, '0')}`;
    const buckets = aggregate instanceof Histogram ? `\\\\x${Buffer.from(encodeHistogram(aggregate)).toString('hex')}` : '\\N';
    return [series.tenant, seriesId, new Date(slotMs).toISOString(), nodeId, seq, count, sum, min, max, buckets].join('\t');
  });
  return Buffer.from(`${lines.join('\n')}\n`);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}
