import { accountId, type AccountName } from './account.ts';
import type { LedgerStore } from './ledger-store.ts';

/** House account that collects what users spent. */
export const spendAccount = 'spend';

/** Accounts of the tenant itself, opened when one is first needed and then remembered, so that paying into one costs no question. */
export interface OpenedAccounts {
  /** @returns its id. @throws {SoraError} as `LedgerStore.open` */
  id(tenant: string, account: AccountName): Promise<string>;
}

/** Past this many it begins anew; opening an account that is there changes nothing. */
const mostRemembered = 10_000;

export function openedAccounts(ledger: Pick<LedgerStore, 'open'>): OpenedAccounts {
  const opened = new Map<string, Promise<string>>();
  return {
    id(tenant, account) {
      const name = `${tenant} ${accountId(account)}`;
      const known = opened.get(name);
      if (known !== undefined) return known;
      if (opened.size >= mostRemembered) opened.clear();
      const opening = ledger.open(tenant, account).then(({ id }) => id);
      opened.set(name, opening);
      opening.catch(() => opened.delete(name));
      return opening;
    },
  };
}
