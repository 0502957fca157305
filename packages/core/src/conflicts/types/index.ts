// Written by `npm run catalog` from the files of this folder.
import { balanceInconsistency } from './balance-inconsistency.ts';
import { chatStateMismatch } from './chat-state-mismatch.ts';
import { concurrentWrite } from './concurrent-write.ts';
import { doubleSpend } from './double-spend.ts';
import { paymentRace } from './payment-race.ts';

export const conflictTypes = {
  [balanceInconsistency.name]: balanceInconsistency,
  [chatStateMismatch.name]: chatStateMismatch,
  [concurrentWrite.name]: concurrentWrite,
  [doubleSpend.name]: doubleSpend,
  [paymentRace.name]: paymentRace,
} as const;
