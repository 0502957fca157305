import type { OperationKind } from './operation.ts';

/** What an account was after a posting, and the posting's number in that account (1, 2, 3 … without a gap). */
export interface Leg {
  readonly posting: number;
  readonly balanceMinor: bigint;
  readonly heldMinor: bigint;
}

/**
 * One immutable row of the ledger: what happened, with both legs and what each account was afterwards. It sums to zero by construction.
 * A `hold`, `void` or `expire` moves nothing: it changes what the payer holds, and has no payee leg.
 */
export interface Transfer {
  readonly tenant: string;
  readonly payer: string;
  readonly key: string;
  readonly kind: OperationKind;
  readonly payee: string;
  readonly unit: string;
  /** Of a `post`: what was moved. Of a `void` or `expire`: what was let go. */
  readonly amountMinor: bigint;
  /** The hold that a `post`, `void` or `expire` resolves. */
  readonly holdKey: string | undefined;
  /** When a `hold` times out. */
  readonly expiresAtMs: number | undefined;
  /** Key of the first operation of its group, where it was linked with others. */
  readonly linkedKey: string | undefined;
  readonly payerLeg: Leg;
  /** Absent where nothing moved. */
  readonly payeeLeg: Leg | undefined;
  /** Erasable; undefined once erased, or when there was none. */
  readonly memo: { readonly text: string; readonly salt: string } | undefined;
  /** SHA-256 of salt and text; stays when the memo is erased. */
  readonly memoDigest: string | undefined;
  /** SHA-256 of what was asked for, memo aside: a key comes back with the same wish or is refused. */
  readonly fingerprint: string;
  /** The lane that booked it, and its place there (1, 2, 3 … without a gap). */
  readonly lane: number;
  readonly seq: number;
  /** SHA-256 over the seal before it in its lane and everything above but the memo's text and salt. */
  readonly seal: string;
  /** By the clock of the database. */
  readonly atMs: number;
}

/** The end of a lane's chain. */
export interface LaneHead {
  readonly lane: number;
  /** 0 and 64 zeros before the first transfer. */
  readonly seq: number;
  readonly seal: string;
}

/** One side of a transfer, as an account's statement shows it. */
export interface Posting {
  readonly transfer: Transfer;
  readonly side: 'debit' | 'credit';
  readonly leg: Leg;
  /** What it did to the balance: negative for a debit, 0 where nothing moved. */
  readonly changeMinor: bigint;
}
