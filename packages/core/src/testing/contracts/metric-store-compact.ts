import { expect, test } from 'vitest';
import { batch, holdLease, latency, measured, plain, readAll, requests, startMs, summary } from './metric-points.ts';
import type { OpenMetricStore } from './metric-store-harness.ts';

const oneMinuteOn = startMs + 60_000;

export function compactTests(open: OpenMetricStore): void {
  const openWithMinute = async () => {
    const harness = await open();
    for (const nodeId of ['node-1', 'node-2']) {
      const points = [0, 1, 2, 3, 4, 5].flatMap((slot) => [measured(latency, slot, [slot + 1, 100]), measured(requests, slot, [1, 1])]);
      await harness.store.append(batch(1, points, nodeId));
    }
    return harness;
  };

  test('merges the slots of a minute, of every node, into one point a series', async () => {
    const { store, leases } = await openWithMinute();
    const before = summary(await readAll(store));
    expect(await store.compact(oneMinuteOn, 100, await holdLease(leases))).toEqual({ kind: 'compacted', slots: 24 });
    const points = await readAll(store);
    expect(points.map((point) => point.slotMs)).toEqual([startMs, startMs]);
    expect(summary(points)).toEqual(before);
  });

  test('leaves a minute alone that has not ended', async () => {
    const { store, leases } = await openWithMinute();
    expect(await store.compact(oneMinuteOn - 1, 100, await holdLease(leases))).toEqual({ kind: 'compacted', slots: 0 });
    expect(await readAll(store)).toHaveLength(24);
  });

  test('a late slot of a compacted minute is merged into its point', async () => {
    const { store, leases } = await openWithMinute();
    const lease = await holdLease(leases);
    await store.compact(oneMinuteOn, 100, lease);
    await store.append(batch(2, [measured(latency, 3, [999]), measured(requests, 3, [40])]));
    const before = summary(await readAll(store));
    expect(await store.compact(oneMinuteOn, 100, lease)).toEqual({ kind: 'compacted', slots: 2 });
    const points = await readAll(store);
    expect(points).toHaveLength(2);
    expect(summary(points)).toEqual(before);
  });

  test('takes no more slots at once than asked, and every read on the way is right', async () => {
    const { store, leases } = await openWithMinute();
    const lease = await holdLease(leases);
    const before = summary(await readAll(store));
    const taken = [];
    for (let outcome = await store.compact(oneMinuteOn, 7, lease); outcome.kind === 'compacted' && outcome.slots > 0; outcome = await store.compact(oneMinuteOn, 7, lease)) {
      taken.push(outcome.slots);
      expect(summary(await readAll(store))).toEqual(before);
    }
    expect(taken).toEqual([7, 7, 7, 3]);
    expect(await readAll(store)).toHaveLength(2);
  });

  test('comes to the end of many minutes when it is called until it finds none', async () => {
    const { store, leases } = await open();
    const lease = await holdLease(leases);
    await store.append(batch(1, Array.from({ length: 30 }, (_, slot) => measured(requests, slot, [1]))));
    for (let found = 1; found > 0; ) {
      const outcome = await store.compact(startMs + 300_000, 4, lease);
      found = outcome.kind === 'compacted' ? outcome.slots : 0;
    }
    expect((await readAll(store)).map((point) => point.aggregate.count)).toEqual([6, 6, 6, 6, 6]);
  });

  test('two compactions at once neither lose nor repeat a measurement', async () => {
    const { store, leases } = await openWithMinute();
    const lease = await holdLease(leases);
    await store.compact(oneMinuteOn, 5, lease);
    await store.append(batch(2, [measured(latency, 3, [999])]));
    const before = summary(await readAll(store));
    await Promise.all([3, 4, 100].map((limit) => store.compact(oneMinuteOn, limit, lease)));
    expect(summary(await readAll(store))).toEqual(before);
  });

  test('a former holder of the lease changes nothing', async () => {
    const { store, leases, passTime } = await openWithMinute();
    const former = await holdLease(leases, 'runner-1');
    await passTime(61_000);
    const present = await holdLease(leases, 'runner-2');
    const before = plain(await readAll(store));
    expect(await store.compact(oneMinuteOn, 100, former)).toEqual({ kind: 'lease-lost' });
    expect(plain(await readAll(store))).toEqual(before);
    expect(await store.compact(oneMinuteOn, 100, present)).toEqual({ kind: 'compacted', slots: 24 });
  });
}
