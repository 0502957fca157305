import { Histogram, type MetricBatch, type MetricPoint, type MetricStore, Tally } from '@sora/core';
import { metricStoreContract } from '@sora/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.ts';
import { postgresLeaseStore } from './lease-store.ts';
import { postgresMetricStore } from './metric-store.ts';

const startMs = 1_767_225_600_000;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query(`insert into tenant (tenant) values ('other')`);
});
afterAll(() => database.close());

const open = async () => {
  await database.pool.query('truncate metric_series, metric_flush, metric_slot, metric_minute, lease');
  return { store: postgresMetricStore(database.pool), leases: postgresLeaseStore(database.pool) };
};

metricStoreContract(async () => ({
  ...(await open()),
  passTime: async (ms) => {
    await database.pool.query(`update lease set expires_at = expires_at - $1 * interval '1 ms'`, [ms]);
    await database.pool.query(`update metric_flush set flushed_at = flushed_at - $1 * interval '1 ms'`, [ms]);
  },
}));

function requests(value: number, slot = 0): MetricPoint {
  const aggregate = new Tally();
  aggregate.record(value);
  return { series: { tenant: 'main', layer: 'API', type: 'REQUEST', service: 'checkout', region: '', source: 'server', labels: {} }, slotMs: startMs + slot * 10_000, aggregate };
}
const batch = (seq: number, points: readonly MetricPoint[]): MetricBatch => ({ nodeId: 'node-1', seq, points });
const sumOf = async (store: MetricStore) => (await store.read({ tenant: 'main', fromMs: 0, toMs: startMs * 2 })).reduce((sum, point) => sum + point.aggregate.sum, 0);

describe('metrics in PostgreSQL', () => {
  test('after a restore that lost its series, the next batch brings them along', async () => {
    const { store } = await open();
    await store.append(batch(1, [requests(1)]));
    await database.pool.query('truncate metric_series, metric_flush, metric_slot');
    await store.append(batch(2, [requests(2)]));
    expect(await sumOf(store)).toBe(2);
  });

  test('a batch that failed leaves no series behind that a later batch would rely on', async () => {
    const { store } = await open();
    const failing = await breakTable('metric_slot', `raise 'disk full' using errcode = '53100'`);
    await expect(store.append(batch(1, [requests(1)]))).rejects.toMatchObject({ problem: 'database-unavailable', retryable: true });
    await failing.repair();
    await store.append(batch(1, [requests(1)]));
    expect(await sumOf(store)).toBe(1);
  });

  test('a compaction that fails before its commit loses and repeats nothing', async () => {
    const { store, leases } = await open();
    const lease = (await leases.acquire({ name: 'compaction', holder: 'a', durationMs: 60_000 }))!;
    await store.append(batch(1, [requests(1), requests(2, 1)]));
    const failing = await breakTable('metric_minute', `raise 'no room'`);
    await expect(store.compact(startMs + 60_000, 100, lease)).rejects.toThrow('no room');
    expect(await sumOf(store)).toBe(3);
    await failing.repair();
    expect(await store.compact(startMs + 60_000, 100, lease)).toEqual({ kind: 'compacted', slots: 2 });
    expect(await sumOf(store)).toBe(3);
  });

  test('a compaction whose connection is killed in the middle loses and repeats nothing', async () => {
    const { store, leases } = await open();
    const lease = (await leases.acquire({ name: 'compaction', holder: 'a', durationMs: 60_000 }))!;
    await store.append(batch(1, [requests(1), requests(2, 1)]));
    const failing = await breakTable('metric_minute', 'perform pg_terminate_backend(pg_backend_pid())');
    await expect(store.compact(startMs + 60_000, 100, lease)).rejects.toMatchObject({ problem: 'database-unavailable' });
    expect(await sumOf(store)).toBe(3);
    await failing.repair();
    await store.compact(startMs + 60_000, 100, lease);
    expect(await sumOf(store)).toBe(3);
  });

  test('a runner that loses its lease in the middle of a compaction keeps nothing of it', async () => {
    const { store, leases } = await open();
    const lease = (await leases.acquire({ name: 'compaction', holder: 'a', durationMs: 60_000 }))!;
    await store.append(batch(1, [requests(1)]));
    const takeover = await breakTable('metric_minute', `update lease set holder = 'b', fencing_token = fencing_token + 1`);
    expect(await store.compact(startMs + 60_000, 100, lease)).toEqual({ kind: 'lease-lost' });
    await takeover.repair();
    const { rows } = await database.pool.query('select from metric_minute');
    expect(rows).toEqual([]);
    expect(await sumOf(store)).toBe(1);
  });

  test('nobody can take the lease between the check of the fence and the commit', async () => {
    const { leases } = await open();
    const lease = (await leases.acquire({ name: 'compaction', holder: 'a', durationMs: 60_000 }))!;
    await database.pool.query(`update lease set expires_at = clock_timestamp() - interval '1 s'`);
    const tx = await database.pool.connect();
    await tx.query('begin');
    await tx.query(`select 1 from lease where name = $1 and fencing_token = $2 for share`, [lease.name, lease.fencingToken]);
    const order: string[] = [];
    const taken = leases.acquire({ name: 'compaction', holder: 'b', durationMs: 60_000 }).then(() => order.push('taken'));
    await database.pool.query('select pg_sleep(0.2)');
    order.push('committed');
    await tx.query('commit');
    tx.release();
    await taken;
    expect(order).toEqual(['committed', 'taken']);
  });

  test('a histogram that came in at another scale keeps it through compaction', async () => {
    const { store, leases } = await open();
    const lease = (await leases.acquire({ name: 'compaction', holder: 'a', durationMs: 60_000 }))!;
    const aggregate = new Histogram(4);
    aggregate.record(120, 3);
    const { series, slotMs } = requests(1);
    await store.append(batch(1, [{ series: { ...series, type: 'LATENCY' }, slotMs, aggregate }]));
    await store.compact(startMs + 60_000, 100, lease);
    const [point] = await store.read({ tenant: 'main', fromMs: 0, toMs: startMs * 2 });
    expect(point?.aggregate).toMatchObject({ scale: 4, count: 3 });
  });
});

/** Makes each insert into the table do this instead, until it is repaired. @param statement PL/pgSQL */
async function breakTable(table: string, statement: string): Promise<{ repair(): Promise<void> }> {
  await database.pool.query(`create function break_it() returns trigger language plpgsql as $$ begin ${statement}; return new; end $$`);
  await database.pool.query(`create trigger break_it before insert on ${table} for each row execute function break_it()`);
  return { repair: async () => { await database.pool.query('drop function break_it cascade'); } };
}
