import type { LeaseStore } from '../../jobs/lease-store.ts';
import type { MetricStore } from '../../metrics/metric-store.ts';

export interface MetricStoreHarness {
  readonly store: MetricStore;
  /** Where the fence of `compact` is kept. */
  readonly leases: LeaseStore;
  /** Lets that much time pass, by the store's clock. */
  passTime(ms: number): Promise<void>;
}

export type OpenMetricStore = () => Promise<MetricStoreHarness>;
