import type { LedgerState } from '../../../ledger/batch.ts';
import { needsOf } from '../../../ledger/batch-needs.ts';
import { laneOf } from '../../../ledger/lane-of.ts';
import type { LinkedGroup } from '../../../ledger/operation.ts';
import type { GroupOutcome } from '../../../ledger/outcome.ts';
import { applyChange, type BatchPlace, type LedgerTables, readState, rowKey } from '../../memory/ledger-tables.ts';
import { toySha256 } from '../../toy-sha256.ts';
import { tenant } from '../tenant.ts';
import { isPoison, type Trial } from '../trial.ts';
import type { Auditor } from './auditor.ts';
import type { Decide } from './planted-bugs.ts';

const laneCount = 2;

/** The ledger as its adapter has it: locks, reads, decides, and writes what an auditor has looked through. */
export function ledgerTrial(tables: LedgerTables, decide: Decide, auditor: Auditor): Trial<LinkedGroup, GroupOutcome> {
  return {
    laneOf: ({ operations: [{ payer }] }) => String(laneOf(payer, laneCount)),
    rowsOf: (lane, groups) => rowsToLock(tables, lane, groups),
    read(lane, groups, { rows, nowMs }) {
      const state = lockedState(tables, groups, { lane: Number(lane), rows, nowMs });
      return () => {
        const change = decide(state, groups, toySha256);
        return {
          outcomes: change.outcomes,
          isPoisoned: change.transfers.some(({ key }) => isPoison(key)),
          keep() {
            auditor.inspect(change, groups);
            applyChange(tables, tenant, change);
            return `${change.head.lane} ${change.head.seq} ${change.head.seal} ${change.refusals.length}`;
          },
        };
      };
    },
  };
}

/** The lane first, then accounts in byte order: with one order for all, no two can wait for each other. */
function rowsToLock(tables: LedgerTables, lane: string, groups: readonly LinkedGroup[]): readonly string[] {
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
