import type { AccountState, MoneyUnit } from '../../api/money.ts';
import { accountLink, type AccountLink } from '../../ui/account-name.ts';
import { amountOf, type Amount } from '../../ui/amount.ts';
import { capital, plural } from '../../ui/words.ts';

export interface AccountRow {
  readonly account: AccountLink;
  /** `House account fees` */
  readonly name: string;
  readonly balance: Amount;
  /** What else one should know, in a line. */
  readonly facts: string;
  readonly frozen: boolean;
}

export function accountRows(accounts: readonly AccountState[], units: readonly MoneyUnit[]): readonly AccountRow[] {
  return accounts.map((account) => {
    const link = accountLink(account.id);
    const held = account.held === '0' ? [] : [`${amountOf(account.held, account.unit, units).text} held`];
    return { account: link, name: capital(link.words), balance: amountOf(account.balance, account.unit, units), facts: [plural(account.postings, 'posting'), ...held].join(' · '), frozen: account.frozen };
  });
}
