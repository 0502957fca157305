import { appendTransfer } from './append-transfer.ts';
import { denyCredit, denyFrozen } from './account-checks.ts';
import type { BatchWork } from './batch-work.ts';
import { accountOf } from './find-account.ts';
import { findOpenHold, isDenial, resolveHold } from './find-hold.ts';
import type { Operation } from './operation.ts';
import type { Denial } from './validate-operation.ts';
import type { Wish } from './wish.ts';

/** Moves what was held, or a part of it; the rest is available again. */
export function applyPost(work: BatchWork, operation: Operation & { readonly kind: 'post' }, wish: Wish): Denial | undefined {
  const found = findOpenHold(work, operation);
  if (isDenial(found)) return found;
  const { hold } = found;
  const { amountMinor = hold.amountMinor } = operation;
  const payer = accountOf(work, hold.payer);
  const payee = accountOf(work, hold.payee);
  const denial = denyLate(work, found.hold.expiresAtMs) ?? denyMoreThanHeld(hold.amountMinor, amountMinor) ?? denyFrozen(payer) ?? denyCredit(payee, amountMinor);
  if (denial !== undefined) return denial;
  payer.balanceMinor -= amountMinor;
  payer.heldMinor -= hold.amountMinor;
  payee.balanceMinor += amountMinor;
  resolveHold(work, found, appendTransfer(work, operation, { wish, payer, credited: payee, payee: hold.payee, amountMinor }));
  return undefined;
}

function denyLate({ nowMs }: BatchWork, expiresAtMs = 0): Denial | undefined {
  return nowMs >= expiresAtMs ? { code: 'hold-expired', detail: `The hold timed out at ${new Date(expiresAtMs).toISOString()}.` } : undefined;
}

function denyMoreThanHeld(heldMinor: bigint, amountMinor: bigint): Denial | undefined {
  return amountMinor > heldMinor ? { code: 'invalid-operation', detail: `The hold is of ${heldMinor}, and ${amountMinor} is asked for.` } : undefined;
}
