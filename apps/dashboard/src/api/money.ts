import type { LedgerProblem, OperationKind } from '@sora/core';

/** Minor units as they travel: a whole number in digits, never a JavaScript number. */
export type Minor = string;

export interface MoneyUnit {
  readonly unit: string;
  /** Digits after the decimal point. */
  readonly exponent: number;
}

export interface AccountState {
  readonly id: string;
  readonly unit: string;
  readonly balance: Minor;
  readonly held: Minor;
  /** Absent where nothing bounds it. */
  readonly available?: Minor;
  readonly floor?: Minor;
  readonly ceiling?: Minor;
  /** How many there are; also the number of the latest. */
  readonly postings: number;
  readonly frozen: boolean;
}

/** What an account was after a posting. */
export interface LegState {
  readonly posting: number;
  readonly balance: Minor;
  readonly held: Minor;
}

export interface TransferRow {
  readonly key: string;
  readonly kind: OperationKind;
  readonly payer: string;
  readonly payee: string;
  readonly unit: string;
  readonly amount: Minor;
  readonly holdKey?: string;
  readonly expiresAtMs?: number;
  readonly linkedKey?: string;
  readonly memo?: string;
  readonly payerLeg: LegState;
  readonly payeeLeg?: LegState;
  readonly lane: number;
  readonly seq: number;
  readonly seal: string;
  readonly atMs: number;
}

export interface PostingRow {
  readonly side: 'debit' | 'credit';
  readonly change: Minor;
  readonly leg: LegState;
  readonly transfer: TransferRow;
}

export interface HoldRow {
  readonly key: string;
  readonly payee: string;
  readonly amount: Minor;
  readonly placedAtMs: number;
  readonly expiresAtMs: number;
}

export interface AccountPage {
  readonly units: readonly MoneyUnit[];
  readonly account: AccountState;
  readonly postings: readonly PostingRow[];
  readonly holds: readonly HoldRow[];
  /** Present while there are older postings. */
  readonly nextBefore?: number;
}

export interface AccountsPage {
  readonly units: readonly MoneyUnit[];
  readonly accounts: readonly AccountState[];
}

/** An answer that stands for ever though nothing moved. */
export interface RefusalRow {
  readonly key: string;
  readonly payer: string;
  readonly code: string;
  readonly detail: string;
  readonly atMs: number;
}

export interface FoundUnderKey {
  readonly units: readonly MoneyUnit[];
  readonly transfers: readonly TransferRow[];
  readonly refusals: readonly RefusalRow[];
}

export interface VerificationRun {
  readonly id: string;
  readonly atMs: number;
  readonly tookMs: number;
  readonly clean: boolean;
  readonly transfers: number;
  readonly accounts: number;
  /** All balances of a unit together: "0" in a ledger that is right. */
  readonly sums: readonly { readonly unit: string; readonly sumMinor: Minor }[];
  readonly problemCount: number;
  /** The first that were found. */
  readonly problems: readonly (LedgerProblem & { readonly remedy: string })[];
}

export interface VerificationPage {
  /** Newest first. */
  readonly verifications: readonly VerificationRun[];
}
