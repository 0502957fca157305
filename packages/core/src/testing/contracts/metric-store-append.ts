import { expect, test } from 'vitest';
import { batch, holdLease, latency, measured, plain, readAll, requests, startMs } from './metric-points.ts';
import type { OpenMetricStore } from './metric-store-harness.ts';

export function appendTests(open: OpenMetricStore): void {
  test('gives back every point as it was sent', async () => {
    const { store } = await open();
    const sent = [measured(latency, 0, [0, 12, 250, 251]), measured(latency, 1, [3.5]), measured(requests, 0, [1, 1, 5])];
    await store.append(batch(1, sent));
    expect(plain(await readAll(store))).toEqual(plain(sent));
  });

  test('an empty batch is fine', async () => {
    const { store } = await open();
    await store.append(batch(1, []));
    expect(await readAll(store)).toEqual([]);
  });

  test('a batch sent five times at once is stored once', async () => {
    const { store } = await open();
    const sent = [measured(latency, 0, [12, 250]), measured(requests, 0, [7])];
    await Promise.all(Array.from({ length: 5 }, () => store.append(batch(1, sent))));
    expect(plain(await readAll(store))).toEqual(plain(sent));
  });

  test('a batch sent again after its points were compacted adds nothing', async () => {
    const { store, leases } = await open();
    const sent = batch(1, [measured(latency, 0, [12, 250])]);
    await store.append(sent);
    await store.compact(startMs + 60_000, 100, await holdLease(leases));
    const before = plain(await readAll(store));
    await store.append(sent);
    expect(plain(await readAll(store))).toEqual(before);
  });

  test('the same number from another node, and the next number of the same node, are other batches', async () => {
    const { store } = await open();
    await store.append(batch(1, [measured(requests, 0, [1])]));
    await store.append(batch(1, [measured(requests, 0, [2])], 'node-2'));
    await store.append(batch(2, [measured(requests, 0, [4])]));
    expect((await readAll(store)).reduce((sum, point) => sum + point.aggregate.sum, 0)).toBe(7);
  });

  test('two points of one series and slot in a batch both count', async () => {
    const { store } = await open();
    await store.append(batch(1, [measured(latency, 0, [1, 2]), measured(latency, 0, [30])]));
    const points = await readAll(store);
    expect(points.reduce((count, point) => count + point.aggregate.count, 0)).toBe(3);
  });

  test('nodes that flush the same series in opposite orders at once do not block each other', async () => {
    const { store } = await open();
    const points = Array.from({ length: 50 }, (_, i) => measured({ ...requests, service: `service-${i}` }, 0, [1]));
    await Promise.all(Array.from({ length: 8 }, (_, n) => store.append(batch(1, n % 2 ? points : points.toReversed(), `node-${n}`))));
    expect((await readAll(store)).reduce((count, point) => count + point.aggregate.count, 0)).toBe(400);
  });

  test('refuses a batch with a tenant that does not exist, stores nothing of it, and takes it once it is corrected', async () => {
    const { store } = await open();
    const good = measured(requests, 0, [1]);
    await expect(store.append(batch(1, [good, measured({ ...requests, tenant: 'nobody' }, 0, [1])]))).rejects.toMatchObject({ problem: 'not-found' });
    expect(await readAll(store)).toEqual([]);
    await store.append(batch(1, [good]));
    expect(await readAll(store)).toHaveLength(1);
  });
}
