// Written by `npm run catalog` from the files of this folder.
import { balanceInconsistency } from './balance-inconsistency.ts';
import { doubleSpend } from './double-spend.ts';
import { paymentRace } from './payment-race.ts';

export const conflictTypes = {
  [balanceInconsistency.name]: balanceInconsistency,
  [doubleSpend.name]: doubleSpend,
  [paymentRace.name]: paymentRace,
} as const;
