import { conflictLogContract } from '../contracts/conflict-log.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryConflictLog } from './conflict-log.ts';
import { memoryEventLog } from './event-log.ts';

conflictLogContract(async () => {
  const clock = fakeClock();
  const tenants = new Set(['main', 'other']);
  const events = memoryEventLog(clock, tenants);
  return { log: memoryConflictLog(clock, tenants, events), events, passTime: async (ms) => clock.advance(ms) };
});
