import { describe, expect, test } from 'vitest';
import type { Lease, LeaseStore } from '../../jobs/lease-store.ts';

export interface LeaseStoreHarness {
  readonly store: LeaseStore;
  /** Lets that much time pass, by the store's clock. */
  passTime(ms: number): Promise<void>;
}

const durationMs = 60_000;
const request = (holder: string, name = 'compaction') => ({ name, holder, durationMs });

/** What every lease store must do. @param open a store without leases */
export function leaseStoreContract(open: () => Promise<LeaseStoreHarness>): void {
  describe('a lease store', () => {
    test('gives a free lease to the first who asks, and to nobody else while it runs', async () => {
      const { store } = await open();
      expect(await store.acquire(request('a'))).toMatchObject({ name: 'compaction', holder: 'a', fencingToken: 1n });
      expect(await store.acquire(request('b'))).toBeUndefined();
      expect(await store.acquire(request('b', 'another'))).toMatchObject({ holder: 'b' });
    });

    test('gives a lease to exactly one of many who ask at once', async () => {
      const { store } = await open();
      const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => store.acquire(request(`node-${i}`))));
      expect(answers.filter((lease) => lease !== undefined)).toHaveLength(1);
    });

    test('prolongs under the same token what is already ours', async () => {
      const { store, passTime } = await open();
      const first = granted(await store.acquire(request('a')));
      await passTime(durationMs / 2);
      const again = granted(await store.acquire(request('a')));
      expect(again.fencingToken).toBe(first.fencingToken);
      await passTime(durationMs * 0.75);
      expect(await store.acquire(request('b'))).toBeUndefined();
    });

    test('gives an expired lease to another under a higher token, and the former holder cannot renew or release it', async () => {
      const { store, passTime } = await open();
      const old = granted(await store.acquire(request('a')));
      await passTime(durationMs + 1000);
      const taken = granted(await store.acquire(request('b')));
      expect(taken.fencingToken).toBeGreaterThan(old.fencingToken);
      expect(await store.renew(old, durationMs)).toBeUndefined();
      await store.release(old);
      expect(await store.acquire(request('c'))).toBeUndefined();
    });

    test('renews for as long as it is held, and tells a late holder that it lost the lease', async () => {
      const { store, passTime } = await open();
      const lease = granted(await store.acquire(request('a')));
      await passTime(durationMs / 2);
      const renewed = granted(await store.renew(lease, durationMs));
      expect(renewed.fencingToken).toBe(lease.fencingToken);
      await passTime(durationMs * 0.75);
      expect(await store.acquire(request('b'))).toBeUndefined();
      await passTime(durationMs);
      expect(await store.renew(renewed, durationMs)).toBeUndefined();
    });

    test('a released lease is free at once, and its next holder has a higher token', async () => {
      const { store } = await open();
      const lease = granted(await store.acquire(request('a')));
      await store.release(lease);
      expect(await store.renew(lease, durationMs)).toBeUndefined();
      expect(granted(await store.acquire(request('a'))).fencingToken).toBeGreaterThan(lease.fencingToken);
    });
  });
}

function granted(lease: Lease | undefined): Lease {
  if (lease === undefined) throw new Error('The lease was not given.');
  return lease;
}
