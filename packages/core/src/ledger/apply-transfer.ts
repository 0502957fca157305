import { appendTransfer } from './append-transfer.ts';
import { denyCredit, denyDebit } from './account-checks.ts';
import type { BatchWork } from './batch-work.ts';
import { accountOf } from './find-account.ts';
import type { Operation } from './operation.ts';
import type { Denial } from './validate-operation.ts';
import type { Wish } from './wish.ts';

export function applyTransfer(work: BatchWork, operation: Operation & { readonly kind: 'transfer' }, wish: Wish): Denial | undefined {
  const { amountMinor, force = false } = operation;
  const payer = accountOf(work, operation.payer);
  const payee = accountOf(work, operation.payee);
  const denial = denyDebit(payer, amountMinor, force) ?? denyCredit(payee, amountMinor);
  if (denial !== undefined) return denial;
  payer.balanceMinor -= amountMinor;
  payee.balanceMinor += amountMinor;
  const { floorMinor } = payer.before;
  if (floorMinor !== undefined && payer.balanceMinor - payer.heldMinor < floorMinor) payer.frozen = true;
  appendTransfer(work, operation, { wish, payer, credited: payee, payee: payee.before.id, amountMinor });
  return undefined;
}
