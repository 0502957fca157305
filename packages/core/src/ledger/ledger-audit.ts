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

/** The ledger as an auditor reads it: past the lanes, straight from the rows. */
export interface LedgerAudit {
  /**
   * Compares accounts with their latest posting, in the order of tenant and id, at most `limit` of them, after the cursor.
   * `next` is undefined at the end.
   */
  compare(cursor: { readonly tenant: string; readonly id: string } | undefined, limit: number): Promise<{ readonly inconsistent: readonly Inconsistency[]; readonly compared: number; readonly next: { readonly tenant: string; readonly id: string } | undefined }>;
  /** Freezes the account and sets it back to the sum of its postings, with event and history row, in one transaction. */
  correct(inconsistency: Inconsistency): Promise<Correction>;
  /** All transfers of a tenant, by lane and place, in pages; one snapshot for the whole walk. */
  walk(tenant: string): AsyncIterable<readonly Transfer[]>;
  tenants(): Promise<readonly string[]>;
  /** Within the same snapshot as `walk` where both are asked of one audit. */
  heads(tenant: string): Promise<readonly LaneHead[]>;
  accounts(tenant: string): AsyncIterable<readonly Account[]>;
}
