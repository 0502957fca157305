import { chatStoreContract } from '../contracts/chat-store.ts';
import { fakeClock } from '../fake-clock.ts';
import { toySha256 } from '../toy-sha256.ts';
import { memoryChatStore } from './chat-store.ts';
import { memoryLedgerStore } from './ledger-store.ts';

chatStoreContract(async () => {
  const clock = fakeClock();
  const tenants = new Set(['main', 'other']);
  const ledger = memoryLedgerStore({ clock, sha256: toySha256, tenants });
  return { store: memoryChatStore({ clock, sha256: toySha256, tenants, ledger }), ledger, sha256: toySha256, passTime: async (ms) => clock.advance(ms) };
});
