import type { ConflictLog } from '../../conflicts/conflict-log.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Sha256 } from '../../kernel/sha256.ts';
import { SoraError } from '../../kernel/sora-error.ts';
import { availableMinor } from '../../ledger/account.ts';
import { decideBatch } from '../../ledger/decide-batch.ts';
import { laneOf } from '../../ledger/lane-of.ts';
import type { LedgerStore } from '../../ledger/ledger-store.ts';
import { openAccount } from '../../ledger/open-account.ts';
import type { LinkedGroup } from '../../ledger/operation.ts';
import type { GroupOutcome } from '../../ledger/outcome.ts';
import { ledgerReads } from './ledger-reads.ts';
import { applyChange, type LedgerTables, ledgerTables, readState, rowKey } from './ledger-tables.ts';

export interface MemoryLedgerOptions {
  readonly clock: Clock;
  readonly sha256: Sha256;
  readonly tenants: ReadonlySet<string>;
  /** How many chains of seals. Default 4. */
  readonly lanes?: number;
  /** Where conflicts go. Default: nowhere. */
  readonly conflicts?: ConflictLog;
}

interface Waiting {
  readonly group: LinkedGroup;
  readonly done: (outcome: GroupOutcome | Promise<never>) => void;
}

/** A ledger in memory. What is submitted before the next turn of the event loop goes through one batch of its lane, in order. */
export function memoryLedgerStore(options: MemoryLedgerOptions): LedgerStore {
  const tables = ledgerTables();
  return {
    ...ledgerReads(tables, () => options.clock.nowMs()),
    submit: batchingSubmit(tables, options),
    async open(tenant, account) {
      if (!options.tenants.has(tenant)) throw new SoraError('not-found', { detail: `There is no tenant "${tenant}".` });
      const opened = openAccount(tenant, account);
      const known = tables.accounts.get(rowKey(tenant, opened.id));
      if (known === undefined) tables.accounts.set(rowKey(tenant, opened.id), opened);
      return known ?? opened;
    },
    async release(tenant, id) {
      const account = tables.accounts.get(rowKey(tenant, id));
      if (account === undefined || !account.frozen || availableMinor(account) < 0n) return false;
      tables.accounts.set(rowKey(tenant, id), { ...account, frozen: false });
      return true;
    },
    async eraseMemos(tenant, account) {
      const noted = [...tables.transfers].filter(([, row]) => row.tenant === tenant && row.memo !== undefined && (row.payer === account || row.payee === account));
      for (const [key, row] of noted) tables.transfers.set(key, { ...row, memo: undefined });
      return noted.length;
    },
  };
}

function batchingSubmit(tables: LedgerTables, options: MemoryLedgerOptions): LedgerStore['submit'] {
  const { lanes = 4 } = options;
  const waiting = new Map<string, Waiting[]>();
  return (group) => new Promise((done) => {
    const lane = laneOf(group.operations[0]?.payer ?? '', lanes);
    const id = rowKey(group.tenant, lane);
    const queue = waiting.get(id);
    if (queue !== undefined) return void queue.push({ group, done });
    const batch = [{ group, done }];
    waiting.set(id, batch);
    void Promise.resolve().then(() => {
      waiting.delete(id);
      return bookBatch(tables, batch, { lane, options });
    });
  });
}

async function bookBatch(tables: LedgerTables, batch: readonly Waiting[], { lane, options: { clock, sha256, conflicts } }: { readonly lane: number; readonly options: MemoryLedgerOptions }): Promise<void> {
  const groups = batch.map(({ group }) => group);
  const tenant = groups[0]?.tenant ?? '';
  try {
    const change = decideBatch(readState(tables, groups, { tenant, lane, nowMs: clock.nowMs() }), groups, sha256);
    applyChange(tables, tenant, change);
    for (const conflict of change.conflicts) await conflicts?.record(conflict);
    for (const [index, outcome] of change.outcomes.entries()) batch[index]?.done(outcome);
  } catch (error) {
    for (const { done } of batch) done(Promise.reject(error));
  }
}
