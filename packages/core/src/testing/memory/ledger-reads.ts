import type { Account } from '../../ledger/account.ts';
import type { LedgerStore } from '../../ledger/ledger-store.ts';
import { postingsOf } from '../../ledger/posting.ts';
import { isRefusal } from '../../ledger/receipts.ts';
import type { Transfer } from '../../ledger/transfer.ts';
import { type LedgerTables, rowKey } from './ledger-tables.ts';

type Reads = Pick<LedgerStore, 'account' | 'accounts' | 'postings' | 'transfer' | 'underKey' | 'openHolds' | 'timedOutHolds'>;

/** Questions to the rows of a ledger. @param nowMs the clock that holds time out by */
export function ledgerReads(tables: LedgerTables, nowMs: () => number): Reads {
  const transfersOf = (tenant: string) => [...tables.transfers.values()].filter((transfer) => transfer.tenant === tenant);
  return {
    async account(tenant, id) {
      return tables.accounts.get(rowKey(tenant, id));
    },
    async accounts({ tenant, prefix, afterId = '', limit }) {
      const named = [...tables.accounts.values()].filter((account) => account.tenant === tenant && account.id.startsWith(prefix) && account.id > afterId);
      return named.toSorted(byId).slice(0, limit);
    },
    async postings({ tenant, account, limit, beforePosting = Infinity }) {
      const postings = transfersOf(tenant).flatMap((transfer) => postingsOf(transfer, account));
      return postings.filter(({ leg }) => leg.posting < beforePosting).toSorted((a, b) => b.leg.posting - a.leg.posting).slice(0, limit);
    },
    async transfer(tenant, payer, key) {
      return tables.transfers.get(rowKey(tenant, payer, key));
    },
    async underKey({ tenant, key, payer, limit }) {
      const isMeant = (answer: { readonly tenant: string; readonly key: string; readonly payer: string }) => answer.tenant === tenant && answer.key === key && (payer === undefined || answer.payer === payer);
      const newest = [...tables.transfers.values(), ...tables.refusals.values()].filter(isMeant).toSorted((a, b) => b.atMs - a.atMs).slice(0, limit);
      return { transfers: newest.filter((answer): answer is Transfer => !isRefusal(answer)), refusals: newest.filter(isRefusal) };
    },
    async openHolds({ tenant, payer, limit }) {
      const holds = openHoldsOf(tables).filter(({ hold }) => hold.tenant === tenant && hold.payer === payer);
      return holds.slice(0, limit);
    },
    async timedOutHolds(limit) {
      return openHoldsOf(tables).filter(({ expiresAtMs }) => expiresAtMs <= nowMs()).map(({ hold }) => hold).slice(0, limit);
    },
  };
}

/** The one that times out first first. */
function openHoldsOf({ transfers, resolutions }: LedgerTables): readonly { readonly hold: Transfer; readonly expiresAtMs: number }[] {
  const open = [...transfers.values()].flatMap((hold) => {
    const isOpen = hold.expiresAtMs !== undefined && !resolutions.has(rowKey(hold.tenant, hold.payer, hold.key));
    return isOpen ? [{ hold, expiresAtMs: hold.expiresAtMs }] : [];
  });
  return open.toSorted((a, b) => a.expiresAtMs - b.expiresAtMs);
}

function byId(a: Account, b: Account): number {
  return a.id < b.id ? -1 : 1;
}
