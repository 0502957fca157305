import type { NewConflict } from '../conflicts/conflict-log.ts';
import type { Account } from './account.ts';
import type { GroupOutcome, RecordedRefusal } from './outcome.ts';
import type { LaneHead, Transfer } from './transfer.ts';

/** All that deciding a batch needs: read after the accounts were locked, so that nobody else changes it until the batch is written. */
export interface LedgerState {
  readonly tenant: string;
  /** By the clock of the database; fractions of a millisecond are cut off. */
  readonly nowMs: number;
  readonly head: LaneHead;
  /** Every account that an operation names or a named hold would pay, as far as it exists. */
  readonly accounts: readonly Account[];
  /** What was booked or refused under a key of the batch, as far as there is such. */
  readonly booked: readonly Transfer[];
  readonly refused: readonly RecordedRefusal[];
  /** Holds that the batch resolves, as far as they exist, and how they were resolved before. */
  readonly holds: readonly { readonly hold: Transfer; readonly resolvedBy: Transfer | undefined }[];
}

/** What a batch comes to. Applied as it stands, in one transaction. */
export interface LedgerChange {
  /** One for each group, in their order. */
  readonly outcomes: readonly GroupOutcome[];
  /** New rows, in the order of their places in the lane. */
  readonly transfers: readonly Transfer[];
  readonly refusals: readonly RecordedRefusal[];
  /** New state of every account that changed. */
  readonly accounts: readonly Account[];
  readonly head: LaneHead;
  readonly conflicts: readonly NewConflict[];
  /** Accounts that were frozen by a forced debit. */
  readonly frozen: readonly string[];
}

/** What a batch names, and so what has to be locked and read for it. Without repeats; accounts in byte order. */
export interface BatchNeeds {
  readonly accounts: readonly string[];
  readonly keys: readonly { readonly payer: string; readonly key: string }[];
  readonly holds: readonly { readonly payer: string; readonly holdKey: string }[];
}
