import type { LedgerState } from './batch.ts';
import { payerKey } from './payer-key.ts';
import type { Transfer } from './transfer.ts';

/** A hold on its way through a batch. */
export interface WorkingHold {
  readonly hold: Transfer;
  resolvedBy: Transfer | undefined;
}

/** By payer and key of the hold. */
export type HoldBook = Map<string, WorkingHold>;

export function holdBook(holds: LedgerState['holds']): HoldBook {
  const book: HoldBook = new Map();
  for (const { hold, resolvedBy } of holds) book.set(payerKey(hold.payer, hold.key), { hold, resolvedBy });
  return book;
}
