import { paymentStoreContract } from '../contracts/payment-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryPayments } from './payment-store.ts';

paymentStoreContract(async () => {
  const clock = fakeClock();
  return { ...memoryPayments({ clock, tenants: new Set(['main', 'other']) }), passTime: async (ms) => clock.advance(ms) };
});
