import { metricStoreContract } from '../contracts/metric-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryLeaseStore } from './lease-store.ts';
import { memoryMetricStore } from './metric-store.ts';

metricStoreContract(async () => {
  const clock = fakeClock();
  const leases = memoryLeaseStore(clock);
  return { store: memoryMetricStore({ clock, leases, tenants: new Set(['main', 'other']) }), leases, passTime: async (ms) => clock.advance(ms) };
});
