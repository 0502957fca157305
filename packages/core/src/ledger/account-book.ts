import type { Account } from './account.ts';
import type { Leg } from './transfer.ts';

/** An account on its way through a batch. */
export interface WorkingAccount {
  /** As it was before the batch; name, unit and bounds do not change. */
  readonly before: Account;
  balanceMinor: bigint;
  heldMinor: bigint;
  postings: number;
  frozen: boolean;
}

export type AccountBook = ReadonlyMap<string, WorkingAccount>;

export function accountBook(accounts: readonly Account[]): AccountBook {
  const book = new Map<string, WorkingAccount>();
  for (const before of accounts) {
    const { balanceMinor, heldMinor, postings, frozen } = before;
    book.set(before.id, { before, balanceMinor, heldMinor, postings, frozen });
  }
  return book;
}

/** What undoes all that happens to the account from now on. */
export function savepointOf(account: WorkingAccount): () => void {
  const { balanceMinor, heldMinor, postings, frozen } = account;
  return () => { Object.assign(account, { balanceMinor, heldMinor, postings, frozen }); };
}

/** Counts one more posting of the account and answers it, after its balance and what it holds were changed. */
export function nextLeg(account: WorkingAccount): Leg {
  account.postings += 1;
  return { posting: account.postings, balanceMinor: account.balanceMinor, heldMinor: account.heldMinor };
}

/** New state of the accounts that have a posting more than before. */
export function changedAccounts(book: AccountBook): Account[] {
  const changed: Account[] = [];
  for (const { before, balanceMinor, heldMinor, postings, frozen } of book.values()) {
    if (postings !== before.postings) changed.push({ ...before, balanceMinor, heldMinor, postings, frozen });
  }
  return changed;
}

/** Accounts that a forced debit of this batch has frozen. */
export function frozenAccounts(book: AccountBook): string[] {
  const frozen: string[] = [];
  for (const account of book.values()) if (account.frozen && !account.before.frozen) frozen.push(account.before.id);
  return frozen;
}
