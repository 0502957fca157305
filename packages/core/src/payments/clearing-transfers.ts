import { parseAccountId } from '../ledger/account.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { Transfer } from '../ledger/transfer.ts';

/** Rows of one question. */
const pageSize = 500;

export interface ClearingQuery {
  readonly tenant: string;
  /** The provider. */
  readonly owner: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What moved on the clearing accounts of a provider, in every unit, newest first. */
export async function* clearingTransfers(ledger: Pick<LedgerStore, 'postings' | 'accounts'>, query: ClearingQuery): AsyncIterable<Transfer> {
  for await (const account of clearingAccounts(ledger, query)) yield* transfersOf(ledger, { ...query, account });
}

async function* clearingAccounts(ledger: Pick<LedgerStore, 'accounts'>, { tenant, owner }: ClearingQuery): AsyncIterable<string> {
  for (let afterId: string | undefined; ; ) {
    const page = await ledger.accounts({ tenant, prefix: 'clearing:', limit: pageSize, ...(afterId !== undefined && { afterId }) });
    for (const { id } of page) if (parseAccountId(id)?.owner === owner) yield id;
    afterId = page.at(-1)?.id;
    if (afterId === undefined) return;
  }
}

async function* transfersOf(ledger: Pick<LedgerStore, 'postings'>, { tenant, account, fromMs, toMs }: ClearingQuery & { readonly account: string }): AsyncIterable<Transfer> {
  for (let beforePosting: number | undefined; ; ) {
    const page = await ledger.postings({ tenant, account, limit: pageSize, ...(beforePosting !== undefined && { beforePosting }) });
    for (const { transfer } of page) {
      if (transfer.atMs < fromMs) return;
      if (transfer.atMs < toMs) yield transfer;
    }
    beforePosting = page.at(-1)?.leg.posting;
    if (beforePosting === undefined) return;
  }
}
