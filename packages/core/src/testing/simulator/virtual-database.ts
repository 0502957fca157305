import type { LedgerChange, LedgerState } from '../../ledger/batch.ts';
import { needsOf } from '../../ledger/batch-needs.ts';
import type { LinkedGroup } from '../../ledger/operation.ts';
import { applyChange, type BatchPlace, type LedgerTables, readState, rowKey } from '../memory/ledger-tables.ts';
import { isPoison } from './intention.ts';
import { type LockOwner, type RowLocks, rowLocks } from './row-locks.ts';
import type { World } from './world.ts';

export const tenant = 'main';

/** How long the database is away after a crash, in virtual milliseconds. */
const recoveryMs = 60;

export interface Transaction extends LockOwner {
  readonly lane: number;
  readonly groups: readonly LinkedGroup[];
  /** Called when the database ends it by crashing. */
  readonly onLost: () => void;
}

export interface TransactionRequest extends Pick<Transaction, 'lane' | 'groups' | 'onLost'> {
  /** Called at the database when all is locked. */
  onLocked(transaction: Transaction, state: LedgerState): void;
}

/** One database: commits are atomic, committed rows outlive a crash, everything else does not. Poison aside it has no constraints, so that the decision alone is on trial. */
export interface VirtualDatabase {
  readonly tables: LedgerTables;
  /** False while it is down. */
  begin(request: TransactionRequest): boolean;
  /** `gone` when the transaction is no more; `refused` when there is poison in it, which ends it. */
  commit(transaction: Transaction, change: LedgerChange): 'kept' | 'gone' | 'refused';
  abort(transaction: Transaction): void;
  crash(): void;
}

/** @param onCommit looks at every change before it is written */
export function virtualDatabase({ loop, counts, digest }: World, tables: LedgerTables, onCommit: (change: LedgerChange, transaction: Transaction) => void): VirtualDatabase {
  const open = new Set<Transaction>();
  let locks: RowLocks = rowLocks();
  let isUp = true;

  function end(transaction: Transaction): void {
    // One that a crash has ended holds nothing in the locks of today.
    if (open.delete(transaction)) locks.release(transaction);
  }

  return {
    tables,
    begin({ lane, groups, onLost, onLocked }) {
      if (!isUp) return false;
      const transaction: Transaction = { lane, groups, onLost, held: [], isOpen: true };
      open.add(transaction);
      const rows = rowsToLock(tables, lane, groups);
      locks.lock(transaction, rows, () => onLocked(transaction, lockedState(tables, groups, { lane, rows, nowMs: loop.nowMs() })));
      return true;
    },
    commit(transaction, change) {
      if (!transaction.isOpen) return 'gone';
      if (change.transfers.some(({ key }) => isPoison(key))) {
        end(transaction);
        return 'refused';
      }
      onCommit(change, transaction);
      applyChange(tables, tenant, change);
      digest.add(`commit ${change.head.lane} ${change.head.seq} ${change.head.seal} ${change.refusals.length}`);
      end(transaction);
      return 'kept';
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

/** The lane first, then accounts in byte order: with one order for all, no two can wait for each other. */
function rowsToLock(tables: LedgerTables, lane: number, groups: readonly LinkedGroup[]): readonly string[] {
  const { accounts, holds } = needsOf(groups);
  if (holds.length === 0) return [`lane ${lane}`, ...accounts];
  const rows = new Set(accounts);
  for (const { payer, holdKey } of holds) {
    const hold = tables.transfers.get(rowKey(tenant, payer, holdKey));
    if (hold !== undefined) rows.add(hold.payee);
  }
  return [`lane ${lane}`, ...[...rows].toSorted()];
}

/** A hold that was booked while the locks were waited for is left out: nobody has locked its payee. */
function lockedState(tables: LedgerTables, groups: readonly LinkedGroup[], { rows, ...place }: Pick<BatchPlace, 'lane' | 'nowMs'> & { readonly rows: readonly string[] }): LedgerState {
  const state = readState(tables, groups, { tenant, ...place });
  if (state.holds.length === 0) return state;
  const locked = new Set(rows);
  return { ...state, accounts: state.accounts.filter(({ id }) => locked.has(id)), holds: state.holds.filter(({ hold: { payee } }) => locked.has(payee)) };
}
