import type { Account } from './account.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { OperationKind } from './operation.ts';
import type { Posting } from './transfer.ts';

/** One posting, as the holder of the account reads it. */
export interface StatementLine {
  readonly posting: number;
  readonly atMs: number;
  readonly key: string;
  readonly kind: OperationKind;
  readonly counterparty: string;
  /** Negative for a debit, 0 where money was only reserved or let go. */
  readonly changeMinor: bigint;
  readonly balanceMinor: bigint;
  readonly memo: string | undefined;
}

export interface StatementQuery {
  /** Included. */
  readonly fromMs: number;
  /** Not included: the next statement begins where this one ends. */
  readonly toMs: number;
  /** Most lines of one page. */
  readonly limit: number;
  /** Only lines with a greater number: `nextAfter` of the page before. */
  readonly afterPosting?: number;
}

/** A page of an account's statement, oldest line first. Over all pages, `openingMinor` and the changes make `closingMinor`. */
export interface StatementPage {
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly lines: readonly StatementLine[];
  /** Absent on the last page. */
  readonly nextAfter: number | undefined;
}

type Source = Pick<LedgerStore, 'postings'>;

/** @param account as it was when the first page was asked for: what is booked later is of a later time */
export async function readStatement(source: Source, account: Account, { fromMs, toMs, limit, afterPosting = 0 }: StatementQuery): Promise<StatementPage> {
  const before = await postingsBefore(source, account, fromMs);
  const last = Math.max(before, await postingsBefore(source, account, toMs));
  const first = Math.max(before, afterPosting);
  const end = Math.min(last, first + limit);
  const found = end > first ? await source.postings({ tenant: account.tenant, account: account.id, limit: end - first, beforePosting: end + 1 }) : [];
  return {
    openingMinor: (await postingAt(source, account, before))?.leg.balanceMinor ?? 0n,
    closingMinor: (await postingAt(source, account, last))?.leg.balanceMinor ?? 0n,
    lines: found.toReversed().map(lineOf),
    nextAfter: end < last ? end : undefined,
  };
}

/** How many there are before the instant. Their numbers have no gap and grow with time, so that a few questions find it among millions. */
async function postingsBefore(source: Source, account: Account, atMs: number): Promise<number> {
  let [known, open] = [0, account.postings + 1];
  while (open - known > 1) {
    const middle = Math.floor((known + open) / 2);
    const posting = await postingAt(source, account, middle);
    if (posting !== undefined && posting.transfer.atMs < atMs) known = middle;
    else open = middle;
  }
  return known;
}

async function postingAt(source: Source, { tenant, id }: Account, posting: number): Promise<Posting | undefined> {
  return posting === 0 ? undefined : (await source.postings({ tenant, account: id, limit: 1, beforePosting: posting + 1 }))[0];
}

function lineOf({ transfer, side, leg, changeMinor }: Posting): StatementLine {
  const { atMs, key, kind, payer, payee, memo } = transfer;
  return { posting: leg.posting, atMs, key, kind, counterparty: side === 'debit' ? payee : payer, changeMinor, balanceMinor: leg.balanceMinor, memo: memo?.text };
}
