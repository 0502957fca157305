import { expect, test } from 'vitest';
import type { MetricQuery } from '../../metrics/metric-store.ts';
import { batch, everything, holdLease, latency, measured, readAll, requests, slotWidthMs, startMs } from './metric-points.ts';
import type { OpenMetricStore } from './metric-store-harness.ts';

const services = (points: readonly { readonly series: { readonly service: string } }[]) => points.map((point) => point.series.service).toSorted();

export function readTests(open: OpenMetricStore): void {
  test('the window begins with its first instant and ends before its last', async () => {
    const { store } = await open();
    await store.append(batch(1, [0, 1, 2, 3].map((slot) => measured(requests, slot, [1]))));
    const points = await store.read({ tenant: 'main', fromMs: startMs + slotWidthMs, toMs: startMs + 3 * slotWidthMs });
    expect(points.map((point) => point.slotMs).toSorted()).toEqual([startMs + slotWidthMs, startMs + 2 * slotWidthMs]);
  });

  test.each<readonly [string, Partial<MetricQuery>]>([
    ['layer', { layer: 'MOBILE' }], ['type', { type: 'ERROR' }], ['service', { service: 'wanted' }], ['region', { region: 'us' }], ['source', { source: 'client' }],
  ])('filters by %s', async (_, filter) => {
    const { store } = await open();
    await store.append(batch(1, [measured({ ...requests, ...filter, service: 'wanted' }, 0, [1]), measured({ ...requests, service: 'unwanted' }, 0, [1])]));
    expect(services(await store.read({ ...everything(), ...filter }))).toEqual(['wanted']);
  });

  test('all filters together narrow the answer', async () => {
    const { store } = await open();
    await store.append(batch(1, [measured(latency, 0, [1]), measured(requests, 0, [1]), measured({ ...requests, region: 'us' }, 0, [1])]));
    const points = await store.read({ ...everything(), layer: 'API', type: 'REQUEST', service: 'checkout', region: 'us', source: 'server' });
    expect(points).toHaveLength(1);
    expect(points[0]?.series).toEqual({ ...requests, region: 'us' });
  });

  test('series that differ in a label only stay apart', async () => {
    const { store } = await open();
    await store.append(batch(1, [measured({ ...requests, labels: { a: '1' } }, 0, [1]), measured({ ...requests, labels: { a: '2' } }, 0, [1])]));
    expect((await readAll(store)).map((point) => point.series.labels['a']).toSorted()).toEqual(['1', '2']);
  });

  test('one tenant never reads the points of another, compacted or not', async () => {
    const { store, leases } = await open();
    const theirs = { ...requests, tenant: 'other' };
    await store.append(batch(1, [measured(requests, 0, [1]), measured(theirs, 0, [100])]));
    await store.compact(startMs + 60_000, 100, await holdLease(leases));
    await store.append(batch(2, [measured(requests, 1, [2]), measured(theirs, 1, [200])]));
    expect((await readAll(store)).map((point) => point.aggregate.sum).toSorted()).toEqual([1, 2]);
    expect((await readAll(store, 'other')).map((point) => point.aggregate.sum).toSorted()).toEqual([100, 200]);
  });
}
