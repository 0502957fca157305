import { invariant } from '../kernel/invariant.ts';
import { savepointOf, type WorkingAccount } from './account-book.ts';
import type { BatchWork } from './batch-work.ts';
import type { Operation } from './operation.ts';
import type { Refusal } from './outcome.ts';
import type { Denial } from './validate-operation.ts';
import type { Wish } from './wish.ts';

/** The first account that is not there, or that counts another unit than its payer. */
export function findWrongAccount(work: BatchWork, wishes: readonly Wish[]): Refusal | undefined {
  for (const { operation, index } of wishes) {
    const denial = denyAccounts(work, operation);
    if (denial !== undefined) return { ...denial, operation: index };
  }
  return undefined;
}

/** An account that `findWrongAccount` has seen, or the payee of a hold. Remembers it as it is, where a group may be taken back. */
export function accountOf(work: BatchWork, id: string): WorkingAccount {
  const account = work.accounts.get(id);
  invariant(account !== undefined, 'the state of a batch has every account that its operations and holds name');
  work.undo?.push(savepointOf(account));
  return account;
}

function denyAccounts({ accounts }: BatchWork, operation: Operation): Denial | undefined {
  const payer = accounts.get(operation.payer);
  if (payer === undefined) return unknown(operation.payer);
  if (operation.kind !== 'transfer' && operation.kind !== 'hold') return undefined;
  const payee = accounts.get(operation.payee);
  if (payee === undefined) return unknown(operation.payee);
  if (payer.before.unit === payee.before.unit) return undefined;
  return { code: 'unit-mismatch', detail: `${operation.payer} counts ${payer.before.unit}, ${operation.payee} counts ${payee.before.unit}.` };
}

function unknown(id: string): Denial {
  return { code: 'unknown-account', detail: `There is no account "${id}".` };
}
