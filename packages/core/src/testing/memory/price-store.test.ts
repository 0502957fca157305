import { priceStoreContract } from '../contracts/price-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { toySha256 } from '../toy-sha256.ts';
import { memoryChatStore } from './chat-store.ts';
import { memoryConflictLog } from './conflict-log.ts';
import { memoryEventLog } from './event-log.ts';
import { memoryLedgerStore } from './ledger-store.ts';
import { memoryPriceStore } from './price-store.ts';

priceStoreContract(async () => {
  const [clock, tenants] = [fakeClock(), new Set(['main', 'other'])];
  const parts = { clock, tenants, sha256: toySha256 };
  const ledger = memoryLedgerStore({ ...parts, conflicts: memoryConflictLog(clock, tenants, memoryEventLog(clock, tenants)) });
  const chats = memoryChatStore({ ...parts, ledger });
  return { store: memoryPriceStore(tenants, chats), chats, passTime: async (ms) => { clock.advance(ms); } };
});
