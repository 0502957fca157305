import { type MetricStore, Tally } from '@sora/core';
import { fakeClock, memoryCredentialStore, memoryEventLog, memoryLeaseStore, memoryMetricStore, memoryNodeRegistry, memoryUserSessionStore } from '@sora/core/testing';
import { describe, expect, test } from 'vitest';
import { compactMetricsTask } from './compact-metrics.ts';
import { expireDataTask } from './expire-data.ts';

const dayMs = 86_400_000;
const signal = new AbortController().signal;

async function harness() {
  const clock = fakeClock();
  const leases = memoryLeaseStore(clock);
  const stores = { metrics: memoryMetricStore({ clock, leases }), events: memoryEventLog(clock), credentials: memoryCredentialStore(clock), userSessions: memoryUserSessionStore(clock), nodes: memoryNodeRegistry(clock) };
  const lease = await leases.acquire({ name: 'task:any', holder: 'a', durationMs: 60_000 });
  if (lease === undefined) throw new Error('The lease was not given.');
  return { clock, leases, lease, stores };
}

function point(slotMs: number) {
  const aggregate = new Tally();
  aggregate.record(1);
  return { series: { tenant: 'main', layer: 'API' as const, type: 'REQUEST', service: 'a', region: '', source: 'server' as const, labels: {} }, slotMs, aggregate };
}
const read = (metrics: MetricStore) => metrics.read({ tenant: 'main', fromMs: 0, toMs: Number.MAX_SAFE_INTEGER });

describe('the task compact-metrics', () => {
  test('compacts the minutes that are settled, however many slots they have, and leaves the youngest alone', async () => {
    const { clock, lease, stores: { metrics } } = await harness();
    const nowMs = clock.nowMs();
    const old = Array.from({ length: 6000 }, (_, i) => point(nowMs - 3_600_000 + (i % 6) * 10_000));
    await metrics.append({ nodeId: 'n', seq: 1, points: [...old, point(nowMs - 10_000)] });
    await compactMetricsTask(metrics, { clock, rawMs: 1_200_000 }).run({ signal, lease });
    expect((await read(metrics)).map(({ aggregate }) => aggregate.count).toSorted()).toEqual([1, 6000]);
  });

  test('ends with an error when another server took over', async () => {
    const { clock, leases, lease, stores: { metrics } } = await harness();
    clock.advance(61_000);
    await leases.acquire({ name: 'task:any', holder: 'b', durationMs: 60_000 });
    await expect(compactMetricsTask(metrics, { clock, rawMs: 1_200_000 }).run({ signal, lease })).rejects.toThrow('took the compaction over');
  });
});

describe('the task expire-data', () => {
  test('deletes what is past its retention and keeps the rest', async () => {
    const { clock, lease, stores } = await harness();
    const { metrics, events, credentials, userSessions, nodes } = stores;
    const event = { tenant: 'main', type: 'LOGIN', severity: 'info', actor: { kind: 'token', id: 't' } } as const;
    const node = { region: '', release: '1', startedAtMs: 0, load: 0, memoryBytes: 0 };
    await metrics.append({ nodeId: 'n', seq: 1, points: [point(clock.nowMs())] });
    await events.record({ ...event, subject: 'old' });
    await credentials.createSession({ secretHash: new Uint8Array(32), credentialId: 'c', validMs: dayMs });
    await userSessions.create({ id: '0123456789abcdef', tenant: 'main', userId: 'alice', install: undefined, secretHash: new Uint8Array(32), validMs: dayMs });
    await nodes.heartbeat({ ...node, id: 'dead' });
    clock.advance(8 * dayMs);
    await metrics.append({ nodeId: 'n', seq: 2, points: [point(clock.nowMs())] });
    await events.record({ ...event, subject: 'new' });
    await nodes.heartbeat({ ...node, id: 'alive' });

    await expireDataTask({ ...stores, clock, metricsRetentionMs: 7 * dayMs, eventsRetentionMs: 7 * dayMs }).run({ signal, lease });

    expect((await read(metrics)).map(({ slotMs }) => slotMs)).toEqual([clock.nowMs()]);
    expect((await events.read({ tenant: 'main', limit: 9 })).map(({ subject }) => subject)).toEqual(['new']);
    expect((await nodes.active(99 * dayMs)).map(({ id }) => id)).toEqual(['alive']);
    expect([await credentials.expire(9), await userSessions.expire(9)]).toEqual([0, 0]);
    expect(await metrics.forgetBatches(7 * dayMs, 9)).toBe(0);
  });

  test('stops between two chunks when its signal is aborted', async () => {
    const { clock, lease, stores } = await harness();
    const task = expireDataTask({ ...stores, clock, metricsRetentionMs: dayMs, eventsRetentionMs: dayMs });
    await expect(task.run({ lease, signal: AbortSignal.abort(new Error('The server stops.')) })).rejects.toThrow('The server stops.');
  });
});
