import type { Account } from '../../ledger/account.ts';
import type { LedgerChange, LedgerState } from '../../ledger/batch.ts';
import { needsOf } from '../../ledger/batch-needs.ts';
import type { LinkedGroup } from '../../ledger/operation.ts';
import type { RecordedRefusal } from '../../ledger/outcome.ts';
import { genesisSeal } from '../../ledger/seal.ts';
import type { LaneHead, Transfer } from '../../ledger/transfer.ts';

/** The rows of a ledger. Keys are joined with spaces, tenant first. */
export interface LedgerTables {
  readonly accounts: Map<string, Account>;
  /** In the order of booking. */
  readonly transfers: Map<string, Transfer>;
  readonly refusals: Map<string, RecordedRefusal>;
  /** What resolved a hold, by the hold's key. */
  readonly resolutions: Map<string, Transfer>;
  readonly heads: Map<string, LaneHead>;
}

export interface BatchPlace {
  readonly tenant: string;
  readonly lane: number;
  readonly nowMs: number;
}

export function ledgerTables(): LedgerTables {
  return { accounts: new Map(), transfers: new Map(), refusals: new Map(), resolutions: new Map(), heads: new Map() };
}

export function rowKey(...parts: readonly (string | number)[]): string {
  return parts.join(' ');
}

/** What `decideBatch` needs for these groups. */
export function readState(tables: LedgerTables, groups: readonly LinkedGroup[], { tenant, lane, nowMs }: BatchPlace): LedgerState {
  const needs = needsOf(groups);
  const holds = pick(tables.transfers, needs.holds.map(({ payer, holdKey }) => rowKey(tenant, payer, holdKey))).filter(({ kind }) => kind === 'hold');
  const accounts = new Set([...needs.accounts, ...holds.map(({ payee }) => payee)]);
  const keys = needs.keys.map(({ payer, key }) => rowKey(tenant, payer, key));
  return {
    tenant,
    nowMs,
    head: tables.heads.get(rowKey(tenant, lane)) ?? { lane, seq: 0, seal: genesisSeal },
    accounts: pick(tables.accounts, [...accounts].map((id) => rowKey(tenant, id))),
    booked: pick(tables.transfers, keys),
    refused: pick(tables.refusals, keys),
    holds: holds.map((hold) => ({ hold, resolvedBy: tables.resolutions.get(rowKey(tenant, hold.payer, hold.key)) })),
  };
}

/** Writes a change as it stands, conflicts aside. */
export function applyChange(tables: LedgerTables, tenant: string, change: LedgerChange): void {
  for (const account of change.accounts) tables.accounts.set(rowKey(tenant, account.id), account);
  for (const refusal of change.refusals) tables.refusals.set(rowKey(tenant, refusal.payer, refusal.key), refusal);
  for (const transfer of change.transfers) {
    tables.transfers.set(rowKey(tenant, transfer.payer, transfer.key), transfer);
    if (transfer.holdKey !== undefined) tables.resolutions.set(rowKey(tenant, transfer.payer, transfer.holdKey), transfer);
  }
  if (change.transfers.length > 0) tables.heads.set(rowKey(tenant, change.head.lane), change.head);
}

function pick<Row>(rows: ReadonlyMap<string, Row>, keys: readonly string[]): Row[] {
  return keys.map((key) => rows.get(key)).filter((row) => row !== undefined);
}
