import type { LaneHead } from '../transfer.ts';

/** What can be wrong with a ledger, and what to do about it. None of it happens by itself: somebody or something wrote past the ledger, or it has a fault. */
export const ledgerProblems = {
  seal: 'The row is not what was sealed: compare it with a backup, and find out who may write to the table "transfer".',
  lane: 'Rows were deleted or renumbered: fetch them from a backup, and find out who may write to the table "transfer".',
  head: 'The end of the lane was cut off, or its head was set by hand: compare the tables "lane" and "transfer" with a backup.',
  rewritten: 'The history was written anew since the earlier report: compare it with a backup of that time, and trust neither before you know why.',
  posting: 'Rows of this account were deleted, doubled or renumbered: compare them with a backup.',
  balance: 'What the account was after this posting does not follow from the posting before: compare both rows with a backup.',
  hold: 'The reserved amount cannot be trusted: freeze the account and compare its holds with a backup.',
  memo: 'The memo is not the one that was written: erase it, or restore it from a backup.',
  account: 'A running server freezes the account and sets it back within a minute; if it stays, look at its entry in the history of conflicts.',
  sum: 'Money was made or lost past the ledger: the accounts named in other findings of this report are the ones to look at.',
} as const;

export type LedgerProblemKind = keyof typeof ledgerProblems;

/** Where it is: a place in a lane, an account, a posting of it, or one transfer. */
export interface LedgerPlace {
  readonly lane?: number;
  readonly seq?: number;
  readonly account?: string;
  readonly posting?: number;
  readonly payer?: string;
  readonly key?: string;
  readonly unit?: string;
}

export interface LedgerProblem {
  readonly kind: LedgerProblemKind;
  readonly place: LedgerPlace;
  /** What is wrong, in a sentence; what to do says `ledgerProblems`. */
  readonly detail: string;
}

/** What a walk through all transfers of a tenant came to. Plain JSON: it is stored, and compared with by a later walk. */
export interface LedgerReport {
  readonly tenant: string;
  readonly transfers: number;
  readonly accounts: number;
  /** The end of each lane's chain, as it was walked. */
  readonly lanes: readonly LaneHead[];
  /** Sum of all balances of a unit: "0" in every ledger that is right. */
  readonly sums: readonly { readonly unit: string; readonly sumMinor: string }[];
  /** The first that were found, at most `maxProblems`. */
  readonly problems: readonly LedgerProblem[];
  readonly problemCount: number;
}

/** Most problems that a report spells out; the rest is counted. */
export const maxProblems = 100;
