import { type LockOwner, type RowLocks, rowLocks } from './row-locks.ts';
import type { Trial, Verdict } from './trial.ts';
import type { World } from './world.ts';

/** How long the database is away after a crash, in virtual milliseconds. */
const recoveryMs = 60;

export interface Transaction extends LockOwner {
  /** Called when the database ends it by crashing. */
  readonly onLost: () => void;
}

export interface TransactionRequest<Item, Outcome> extends Pick<Transaction, 'onLost'> {
  readonly lane: string;
  readonly items: readonly Item[];
  /** Called at the database when all is locked and read. */
  onLocked(transaction: Transaction, decide: () => Verdict<Outcome>): void;
}

/** One database: commits are atomic, committed rows outlive a crash, everything else does not. Poison aside it has no constraints, so that the decision alone is on trial. */
export interface VirtualDatabase<Item, Outcome> {
  /** False while it is down. */
  begin(request: TransactionRequest<Item, Outcome>): boolean;
  /** `gone` when the transaction is no more; `refused` when there is poison in it, which ends it. */
  commit(transaction: Transaction, verdict: Verdict<Outcome>): 'kept' | 'gone' | 'refused';
  abort(transaction: Transaction): void;
  crash(): void;
}

export function virtualDatabase<Item, Outcome>({ loop, counts, digest }: World, trial: Trial<Item, Outcome>): VirtualDatabase<Item, Outcome> {
  const open = new Set<Transaction>();
  let locks: RowLocks = rowLocks();
  let isUp = true;

  function end(transaction: Transaction): void {
    // One that a crash has ended holds nothing in the locks of today.
    if (open.delete(transaction)) locks.release(transaction);
  }

  return {
    begin({ lane, items, onLost, onLocked }) {
      if (!isUp) return false;
      const transaction: Transaction = { onLost, held: [], isOpen: true };
      open.add(transaction);
      const rows = trial.rowsOf(lane, items);
      locks.lock(transaction, rows, () => onLocked(transaction, trial.read(lane, items, { rows, nowMs: loop.nowMs() })));
      return true;
    },
    commit(transaction, verdict) {
      if (!transaction.isOpen) return 'gone';
      if (!verdict.isPoisoned) digest.add(`commit ${verdict.keep()}`);
      end(transaction);
      return verdict.isPoisoned ? 'refused' : 'kept';
    },
    abort: end,
    crash() {
      const lost = [...open];
      open.clear();
      locks = rowLocks();
      isUp = false;
      counts.databaseCrashes += 1;
      digest.add('database crash');
      for (const transaction of lost) transaction.isOpen = false;
      for (const transaction of lost) transaction.onLost();
      loop.after(recoveryMs, () => { isUp = true; });
    },
  };
}
