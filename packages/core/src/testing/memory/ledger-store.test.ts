import { ledgerStoreContract } from '../contracts/ledger-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { toySha256 } from '../toy-sha256.ts';
import { memoryConflictLog } from './conflict-log.ts';
import { memoryEventLog } from './event-log.ts';
import { memoryLedgerStore } from './ledger-store.ts';

ledgerStoreContract(async () => {
  const clock = fakeClock();
  const tenants = new Set(['main', 'other']);
  const conflicts = memoryConflictLog(clock, tenants, memoryEventLog(clock, tenants));
  return {
    store: memoryLedgerStore({ clock, sha256: toySha256, tenants, conflicts }),
    conflicts,
    sha256: toySha256,
    passTime: async (ms) => clock.advance(ms),
  };
});
