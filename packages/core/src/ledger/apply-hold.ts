import { appendTransfer } from './append-transfer.ts';
import { denyHold } from './account-checks.ts';
import type { BatchWork } from './batch-work.ts';
import { accountOf } from './find-account.ts';
import type { Operation } from './operation.ts';
import type { Denial } from './validate-operation.ts';
import type { Wish } from './wish.ts';

/** Reserves; what the payee may take is looked at when it is posted. */
export function applyHold(work: BatchWork, operation: Operation & { readonly kind: 'hold' }, wish: Wish): Denial | undefined {
  const { payee, amountMinor, expiresInMs } = operation;
  const payer = accountOf(work, operation.payer);
  const denial = denyHold(payer, amountMinor);
  if (denial !== undefined) return denial;
  payer.heldMinor += amountMinor;
  const hold = appendTransfer(work, operation, { wish, payer, credited: undefined, payee, amountMinor, expiresAtMs: work.nowMs + expiresInMs });
  work.holds.set(wish.id, { hold, resolvedBy: undefined });
  work.undo?.push(() => { work.holds.delete(wish.id); });
  return undefined;
}
