import type { NewConflict } from '../conflicts/conflict-log.ts';
import type { Sha256 } from '../kernel/sha256.ts';
import { accountBook, type AccountBook } from './account-book.ts';
import type { LedgerState } from './batch.ts';
import { type HoldBook, holdBook } from './hold-book.ts';
import type { RecordedRefusal } from './outcome.ts';
import { type Receipts, receiptsOf } from './receipts.ts';
import type { Transfer } from './transfer.ts';

/** A batch while it is decided. Each group finds here what the groups before it have left. */
export interface BatchWork {
  readonly tenant: string;
  /** Whole milliseconds, since seals cover it. */
  readonly nowMs: number;
  readonly sha256: Sha256;
  readonly accounts: AccountBook;
  readonly holds: HoldBook;
  readonly receipts: Receipts;
  readonly lane: number;
  /** The seal of the latest transfer, and its place in the lane. */
  seal: string;
  seq: number;
  readonly transfers: Transfer[];
  readonly refusals: RecordedRefusal[];
  /** By dedup key. */
  readonly conflicts: Map<string, NewConflict>;
  /** What takes a linked group back, the latest last; undefined for an operation alone, which is checked whole before it changes anything. */
  undo: (() => void)[] | undefined;
}

export function beginWork(state: LedgerState, sha256: Sha256): BatchWork {
  return {
    tenant: state.tenant,
    nowMs: Math.floor(state.nowMs),
    sha256,
    accounts: accountBook(state.accounts),
    holds: holdBook(state.holds),
    receipts: receiptsOf(state),
    ...state.head,
    transfers: [],
    refusals: [],
    conflicts: new Map(),
    undo: undefined,
  };
}
