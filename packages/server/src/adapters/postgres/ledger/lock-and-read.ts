import { type Account, type BatchNeeds, genesisSeal, type LedgerState } from '@sora/core';
import { AlteredAccountsError } from './altered-accounts.ts';
import { textArray } from './array-literal.ts';
import { refusalOf, type RefusalRow, transferOf, type TransferRow } from './rows.ts';

/** Where a batch is booked. */
export interface LaneName {
  readonly tenant: string;
  readonly lane: number;
}

export const lockLaneSql = 'select ledger_lock_lane($1, $2)';

export function lockLaneQuery({ tenant, lane }: LaneName) {
  return { name: 'ledger_lock_lane', text: lockLaneSql, values: [tenant, lane] };
}

export const lockAndReadSql = 'select * from ledger_lock_and_read($1, $2, $3, $4, $5, $6, $7)';

export function lockAndReadQuery({ tenant, lane }: LaneName, { accounts, keys, holds }: BatchNeeds) {
  return {
    name: 'ledger_lock_and_read',
    text: lockAndReadSql,
    values: [
      tenant, lane, textArray(accounts), textArray(keys.map(({ payer }) => payer)), textArray(keys.map(({ key }) => key)),
      textArray(holds.map(({ payer }) => payer)), textArray(holds.map(({ holdKey }) => holdKey)),
    ],
  };
}

/** What `ledger_lock_and_read` answers; null stands for none. */
export interface StateRow {
  readonly seq: string | null;
  readonly seal: string | null;
  readonly now_ms: string;
  /** Accounts, one a line: id, balance, held, floor, ceiling, postings, frozen, and if the checksum is right. */
  readonly known: string | null;
  readonly booked: readonly TransferRow[] | null;
  readonly refused: readonly RefusalRow[] | null;
  readonly holds: readonly { readonly hold: TransferRow; readonly resolvedBy: TransferRow | null }[] | null;
}

/** @throws {AlteredAccountsError} */
export function stateOf({ tenant, lane }: LaneName, { seq, seal, now_ms, known, booked, refused, holds }: StateRow): LedgerState {
  const lines = known === null ? [] : known.split('\n');
  const altered = lines.filter((line) => line.endsWith(' f'));
  if (altered.length > 0) throw new AlteredAccountsError(tenant, altered.map((line) => line.slice(0, line.indexOf(' '))));
  return {
    tenant,
    nowMs: Number(now_ms),
    head: { lane, seq: Number(seq ?? 0), seal: seal ?? genesisSeal },
    accounts: lines.map((line) => accountOfLine(tenant, line)),
    booked: (booked ?? []).map(transferOf),
    refused: (refused ?? []).map((row) => refusalOf(tenant, row)),
    holds: (holds ?? []).map(({ hold, resolvedBy }) => ({ hold: transferOf(hold), resolvedBy: resolvedBy === null ? undefined : transferOf(resolvedBy) })),
  };
}

function accountOfLine(tenant: string, line: string): Account {
  const [id = '', balance = '', held = '', floor, ceiling, postings, frozen] = line.split(' ');
  return {
    tenant, id, unit: parseUnit(id),
    balanceMinor: BigInt(balance), heldMinor: BigInt(held), floorMinor: boundOf(floor), ceilingMinor: boundOf(ceiling),
    postings: Number(postings), frozen: frozen === 't',
  };
}

function parseUnit(id: string): string {
  const start = id.indexOf(':') + 1;
  return id.slice(start, id.indexOf(':', start));
}

function boundOf(text: string | undefined): bigint | undefined {
  return text === undefined || text === '-' ? undefined : BigInt(text);
}
