import { documentStoreContract } from '../contracts/document-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { memoryConflictLog } from './conflict-log.ts';
import { memoryDocumentStore } from './document-store.ts';
import { memoryEventLog } from './event-log.ts';

documentStoreContract(async () => {
  const [clock, tenants] = [fakeClock(), new Set(['main', 'other'])];
  const events = memoryEventLog(clock, tenants);
  const conflicts = memoryConflictLog(clock, tenants, events);
  return { store: memoryDocumentStore({ clock, tenants, conflicts }), conflicts, events, nowMs: async () => clock.nowMs() };
});
