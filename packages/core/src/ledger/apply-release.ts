import { appendTransfer } from './append-transfer.ts';
import type { BatchWork } from './batch-work.ts';
import { accountOf } from './find-account.ts';
import { findOpenHold, isDenial, resolveHold } from './find-hold.ts';
import type { Operation } from './operation.ts';
import type { Denial } from './validate-operation.ts';
import type { Wish } from './wish.ts';

/** Lets a hold go, also of a frozen payer: nothing leaves the account. */
export function applyRelease(work: BatchWork, operation: Operation & { readonly kind: 'void' | 'expire' }, wish: Wish): Denial | undefined {
  const found = findOpenHold(work, operation);
  if (isDenial(found)) return found;
  const { payee, amountMinor, expiresAtMs = 0 } = found.hold;
  if (operation.kind === 'expire' && work.nowMs < expiresAtMs) {
    return { code: 'invalid-operation', detail: `The hold times out at ${new Date(expiresAtMs).toISOString()}, not before.` };
  }
  const payer = accountOf(work, operation.payer);
  payer.heldMinor -= amountMinor;
  resolveHold(work, found, appendTransfer(work, operation, { wish, payer, credited: undefined, payee, amountMinor }));
  return undefined;
}
