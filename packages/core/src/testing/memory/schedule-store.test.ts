import { scheduleStoreContract } from '../contracts/schedule-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryScheduleStore } from './schedule-store.ts';

scheduleStoreContract(async () => {
  const clock = fakeClock();
  return { store: memoryScheduleStore(clock), passTime: async (ms) => clock.advance(ms) };
});
