import { describe } from 'vitest';
import type { LeaseStore } from '../../jobs/lease-store.ts';
import type { MetricStore } from '../../metrics/metric-store.ts';
import { appendTests } from './metric-store-append.ts';
import { compactTests } from './metric-store-compact.ts';
import { expireTests } from './metric-store-expire.ts';
import { interleavingTests } from './metric-store-interleaving.ts';
import { readTests } from './metric-store-read.ts';

export interface MetricStoreHarness {
  readonly store: MetricStore;
  /** Where the fence of `compact` is kept. */
  readonly leases: LeaseStore;
  /** Lets that much time pass, by the store's clock. */
  passTime(ms: number): Promise<void>;
}

export type OpenMetricStore = () => Promise<MetricStoreHarness>;

/** What every metric store must do. @param open an empty store with the tenants `main` and `other` */
export function metricStoreContract(open: OpenMetricStore): void {
  describe('a metric store takes batches', () => appendTests(open));
  describe('a metric store answers', () => readTests(open));
  describe('a metric store compacts', () => compactTests(open));
  describe('a metric store forgets', () => expireTests(open));
  describe('a metric store under any order of calls', () => interleavingTests(open));
}
