import { eventLogContract } from '../contracts/event-log.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryEventLog } from './event-log.ts';

eventLogContract(async () => {
  const clock = fakeClock();
  return { log: memoryEventLog(clock, new Set(['main', 'other'])), passTime: async (ms) => clock.advance(ms) };
});
