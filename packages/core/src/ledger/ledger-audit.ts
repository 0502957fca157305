import type { Account } from './account.ts';
import type { LaneHead, Transfer } from './transfer.ts';

/** An account that says something else than its postings. */
export interface Inconsistency {
  readonly tenant: string;
  readonly account: Account;
  /** What its latest posting says; zeros where it has none. */
  readonly expected: { readonly balanceMinor: bigint; readonly heldMinor: bigint; readonly postings: number };
}

/** What was done about it. `unresolvable`: the postings themselves do not add up; the account is frozen, nothing else was touched. */
export type Correction = { readonly kind: 'corrected' | 'unresolvable' | 'was-consistent'; readonly before: Account; readonly after: Account };

/** Where the next page begins: after this account. */
export interface AccountCursor {
  readonly tenant: string;
  readonly id: string;
}

export interface Comparison {
  readonly inconsistent: readonly Inconsistency[];
  readonly compared: number;
  /** Undefined at the end. */
  readonly next: AccountCursor | undefined;
}

/** The ledger as it is at one instant, however long reading it takes. */
export interface LedgerSnapshot {
  tenants(): Promise<readonly string[]>;
  /** All transfers of a tenant in pages, by time, so that each lane's and each account's come nearly in order. One reading at a time. */
  walk(tenant: string): AsyncIterable<readonly Transfer[]>;
  heads(tenant: string): Promise<readonly LaneHead[]>;
  accounts(tenant: string): AsyncIterable<readonly Account[]>;
}

/** The ledger as an auditor reads it: past the lanes, straight from the rows. */
export interface LedgerAudit {
  /** Compares accounts of all tenants with their latest posting, in the order of tenant and id, at most `limit` of them, after the cursor. */
  compare(after: AccountCursor | undefined, limit: number): Promise<Comparison>;
  /**
   * Freezes the account and sets it back to the sum of its postings, with event and history row, in one transaction.
   * @throws {SoraError} `not-found`: the account is gone
   */
  correct(account: AccountCursor): Promise<Correction>;
  /** Lets the work read from one snapshot, which ends with it. */
  inSnapshot<Result>(work: (snapshot: LedgerSnapshot) => Promise<Result>): Promise<Result>;
}
