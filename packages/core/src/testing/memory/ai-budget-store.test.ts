import { aiDayMs } from '../../messages/ai-budget.ts';
import { aiBudgetStoreContract } from '../contracts/ai-budget-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { toySha256 } from '../toy-sha256.ts';
import { memoryAiBudgetStore } from './ai-budget-store.ts';
import { memoryChatStore } from './chat-store.ts';
import { memoryLedgerStore } from './ledger-store.ts';

aiBudgetStoreContract(async () => {
  const [clock, tenants] = [fakeClock(), new Set(['main', 'other'])];
  const parts = { clock, tenants, sha256: toySha256 };
  const chats = memoryChatStore({ ...parts, ledger: memoryLedgerStore(parts) });
  const store = memoryAiBudgetStore({ ...parts, chats });
  return { store, elsewhere: store, chats, nextDay: async () => { clock.advance(aiDayMs); } };
});
