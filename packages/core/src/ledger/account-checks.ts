import { availableMinor, maxMinor, minMinor } from './account.ts';
import type { WorkingAccount } from './account-book.ts';
import type { Denial } from './validate-operation.ts';

/** What forbids to take this much from what is available. A forced debit stops only at the lowest balance there is. */
export function denyDebit(payer: WorkingAccount, amountMinor: bigint, force: boolean): Denial | undefined {
  if (!force) {
    const denial = denyFrozen(payer) ?? denyBeyondAvailable(payer, amountMinor);
    if (denial !== undefined) return denial;
  }
  return payer.balanceMinor - amountMinor < minMinor ? overflow(payer) : undefined;
}

export function denyHold(payer: WorkingAccount, amountMinor: bigint): Denial | undefined {
  return denyFrozen(payer) ?? denyBeyondAvailable(payer, amountMinor) ?? (payer.heldMinor + amountMinor > maxMinor ? overflow(payer) : undefined);
}

/** Says nothing about the payee's balance or limit: the payer reads it. */
export function denyCredit(payee: WorkingAccount, amountMinor: bigint): Denial | undefined {
  const { ceilingMinor = maxMinor } = payee.before;
  return payee.balanceMinor + amountMinor > ceilingMinor ? overflow(payee) : undefined;
}

export function denyFrozen({ frozen, before }: WorkingAccount): Denial | undefined {
  return frozen ? { code: 'account-frozen', detail: `${before.id} is frozen for debits.` } : undefined;
}

function denyBeyondAvailable({ before, balanceMinor, heldMinor }: WorkingAccount, amountMinor: bigint): Denial | undefined {
  const available = availableMinor({ balanceMinor, heldMinor, floorMinor: before.floorMinor });
  return available >= amountMinor ? undefined : { code: 'insufficient-funds', detail: `${before.id} has ${available} available, and ${amountMinor} is asked for, in minor units of ${before.unit}.` };
}

function overflow({ before }: WorkingAccount): Denial {
  return { code: 'limit-exceeded', detail: `${before.id} would go beyond its limit.` };
}
