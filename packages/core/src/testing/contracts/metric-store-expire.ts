import { expect, test } from 'vitest';
import { batch, holdLease, measured, readAll, requests, startMs } from './metric-points.ts';
import type { OpenMetricStore } from './metric-store-harness.ts';

export function expireTests(open: OpenMetricStore): void {
  test('deletes points older than asked, compacted or not, and keeps the rest', async () => {
    const { store, leases } = await open();
    await store.append(batch(1, [0, 6, 12].map((slot) => measured(requests, slot, [slot + 1]))));
    await store.compact(startMs + 60_000, 100, await holdLease(leases));
    expect(await store.expire(startMs + 120_000, 100)).toBe(2);
    expect((await readAll(store)).map((point) => point.aggregate.sum)).toEqual([13]);
  });

  test('deletes no more at once than asked', async () => {
    const { store } = await open();
    await store.append(batch(1, [0, 1, 2, 3, 4].map((slot) => measured(requests, slot, [1]))));
    expect(await store.expire(startMs + 60_000, 3)).toBe(3);
    expect(await store.expire(startMs + 60_000, 3)).toBe(2);
    expect(await store.expire(startMs + 60_000, 3)).toBe(0);
  });

  test('keeps the receipts of batches for as long as asked', async () => {
    const { store, passTime } = await open();
    await store.append(batch(1, [measured(requests, 0, [1])]));
    await passTime(3_600_000);
    await store.append(batch(2, [measured(requests, 0, [1])]));
    expect(await store.forgetBatches(1_800_000, 100)).toBe(1);
    expect(await store.forgetBatches(1_800_000, 100)).toBe(0);
    await store.append(batch(2, [measured(requests, 0, [1])]));
    expect(await readAll(store)).toHaveLength(2);
  });
}
