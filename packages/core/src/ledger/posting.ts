import type { Posting, Transfer } from './transfer.ts';

/** What a transfer did to this account: one posting, or none where the account has no leg in it. */
export function postingsOf(transfer: Transfer, accountId: string): readonly Posting[] {
  const { payerLeg, payeeLeg, payer, payee, amountMinor } = transfer;
  if (accountId === payer) return [{ transfer, side: 'debit', leg: payerLeg, changeMinor: payeeLeg === undefined ? 0n : -amountMinor }];
  if (accountId === payee && payeeLeg !== undefined) return [{ transfer, side: 'credit', leg: payeeLeg, changeMinor: amountMinor }];
  return [];
}
