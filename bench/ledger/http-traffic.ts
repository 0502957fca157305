import { accountIds } from './contestant.ts';

/** Accounts of the HTTP benchmark; everybody pays the first. */
export const payers = accountIds(10_000);

/** `u000042` of `user:USD:u000042`. */
export function userOf(account: string): string {
  return account.slice('user:USD:'.length);
}
