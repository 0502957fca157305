import { leaseStoreContract } from '../contracts/lease-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryLeaseStore } from './lease-store.ts';

leaseStoreContract(async () => {
  const clock = fakeClock();
  return { store: memoryLeaseStore(clock), passTime: async (ms) => clock.advance(ms) };
});
