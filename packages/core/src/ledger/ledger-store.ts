import type { Account, AccountName } from './account.ts';
import type { LinkedGroup } from './operation.ts';
import type { GroupOutcome, RecordedRefusal } from './outcome.ts';
import type { Posting, Transfer } from './transfer.ts';

export interface NewAccount extends AccountName {
  /** Default: 0 for users and the house, no bound for clearing. */
  readonly floorMinor?: bigint;
  readonly ceilingMinor?: bigint;
}

export interface PostingQuery {
  readonly tenant: string;
  readonly account: string;
  /** Newest first, at most this many. */
  readonly limit: number;
  /** Only postings with a smaller number: the cursor of the next page. */
  readonly beforePosting?: number;
}

export interface KeyQuery {
  readonly tenant: string;
  readonly key: string;
  /** One look-up. Without it every account is asked, which takes longer the more there are: for a person who searches. */
  readonly payer?: string;
  /** At most this many answers, the newest. */
  readonly limit: number;
}

/** A key has one answer for each payer. */
export interface UnderKey {
  readonly transfers: readonly Transfer[];
  readonly refusals: readonly RecordedRefusal[];
}

export interface OpenHold {
  readonly hold: Transfer;
  readonly expiresAtMs: number;
}

export interface SubmitOptions {
  /** How long the caller waits, in milliseconds. Default 10,000. */
  readonly deadlineMs?: number;
}

/** Accounts and what moved between them. Refusals are results; the exceptions say what is known of the outcome. */
export interface LedgerStore {
  /**
   * Does all operations of the group, or none. Sending the same group again is always safe: its keys decide.
   * @throws {SoraError} `overloaded` or `database-unavailable`: nothing happened; `outcome-unknown`: it may have happened, send the same again
   */
  submit(group: LinkedGroup, options?: SubmitOptions): Promise<GroupOutcome>;
  /** Makes the account if it is not there; answers it as it is. @throws {SoraError} `not-found`: there is no such tenant */
  open(tenant: string, account: NewAccount): Promise<Account>;
  account(tenant: string, id: string): Promise<Account | undefined>;
  /** Accounts of the tenant by id, for the operators' screen: those that begin with `prefix`, after `afterId`. */
  accounts(query: { readonly tenant: string; readonly prefix: string; readonly afterId?: string; readonly limit: number }): Promise<readonly Account[]>;
  postings(query: PostingQuery): Promise<readonly Posting[]>;
  transfer(tenant: string, payer: string, key: string): Promise<Transfer | undefined>;
  /** What was answered under this key, newest first. */
  underKey(query: KeyQuery): Promise<UnderKey>;
  /** Open holds of a payer, the one that times out first first. */
  openHolds(query: { readonly tenant: string; readonly payer: string; readonly limit: number }): Promise<readonly OpenHold[]>;
  /** Open holds of every tenant whose time is over, by the clock of the database. */
  timedOutHolds(limit: number): Promise<readonly Transfer[]>;
  /** Lets a frozen account debit again. False when it is below its floor, not frozen or not there. */
  release(tenant: string, id: string): Promise<boolean>;
  /** Removes the memos of what this account paid or received; seals stay valid. Answers how many. */
  eraseMemos(tenant: string, account: string): Promise<number>;
}
