import type { LedgerState } from './batch.ts';
import type { RecordedRefusal } from './outcome.ts';
import { payerKey } from './payer-key.ts';
import type { Transfer } from './transfer.ts';

/** What a key got when it came first. */
export interface Receipt {
  readonly answer: Transfer | RecordedRefusal;
  /** Whether this batch has asked for the key before. */
  askedInBatch: boolean;
}

/** By payer and key. */
export type Receipts = Map<string, Receipt>;

export function receiptsOf({ booked, refused }: Pick<LedgerState, 'booked' | 'refused'>): Receipts {
  const receipts: Receipts = new Map();
  for (const answer of booked) receipts.set(payerKey(answer.payer, answer.key), { answer, askedInBatch: false });
  for (const answer of refused) receipts.set(payerKey(answer.payer, answer.key), { answer, askedInBatch: false });
  return receipts;
}

/** Keeps an answer that this batch gave. */
export function remember(receipts: Receipts, answer: Transfer | RecordedRefusal): void {
  receipts.set(payerKey(answer.payer, answer.key), { answer, askedInBatch: true });
}

export function isRefusal(answer: Transfer | RecordedRefusal): answer is RecordedRefusal {
  return 'code' in answer;
}
