import { authorLogContract } from '../contracts/author-log.ts';
import { fakeClock } from '../fake-clock.ts';
import { toySha256 } from '../toy-sha256.ts';
import { memoryAuthorLog } from './author-log.ts';
import { memoryChatStore } from './chat-store.ts';
import { memoryConflictLog } from './conflict-log.ts';
import { memoryEventLog } from './event-log.ts';
import { memoryLedgerStore } from './ledger-store.ts';

authorLogContract(async () => {
  const [clock, tenants] = [fakeClock(), new Set(['main', 'other'])];
  const parts = { clock, tenants, sha256: toySha256 };
  const ledger = memoryLedgerStore({ ...parts, conflicts: memoryConflictLog(clock, tenants, memoryEventLog(clock, tenants)) });
  const store = memoryChatStore({ ...parts, ledger });
  return { store, ledger, sha256: toySha256, authors: memoryAuthorLog(store), passTime: async (ms) => { clock.advance(ms); } };
});
