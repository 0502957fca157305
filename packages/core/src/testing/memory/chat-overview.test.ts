import { chatOverviewContract } from '../contracts/chat-overview.ts';
import { fakeClock } from '../fake-clock.ts';
import { toySha256 } from '../toy-sha256.ts';
import { memoryChatOverview } from './chat-overview.ts';
import { memoryChatStore } from './chat-store.ts';
import { memoryConflictLog } from './conflict-log.ts';
import { memoryEventLog } from './event-log.ts';
import { memoryLedgerStore } from './ledger-store.ts';

chatOverviewContract(async () => {
  const [clock, tenants, lost] = [fakeClock(), new Set(['main', 'other']), new Set<number>()];
  const parts = { clock, tenants, sha256: toySha256 };
  const ledger = memoryLedgerStore({ ...parts, conflicts: memoryConflictLog(clock, tenants, memoryEventLog(clock, tenants)) });
  const store = memoryChatStore({ ...parts, ledger });
  return {
    store, ledger, sha256: toySha256, passTime: async (ms) => { clock.advance(ms); },
    overview: memoryChatOverview({ ...store, range: async (query) => (await store.range(query)).filter(({ seq }) => !lost.has(seq)) }),
    lose: async (seqs) => { for (const seq of seqs) lost.add(seq); },
  };
});
