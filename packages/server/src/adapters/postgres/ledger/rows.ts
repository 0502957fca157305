import type { Account, Leg, OperationKind, RecordedRefusal, RefusalCode, Transfer } from '@sora/core';

/** What `account_json` answers. */
export interface AccountRow {
  readonly tenant: string;
  readonly account: string;
  readonly unit: string;
  readonly balance: string;
  readonly held: string;
  readonly floor: string | null;
  readonly ceiling: string | null;
  readonly postings: number;
  readonly frozen: boolean;
}

/** What `transfer_json` answers. */
export interface TransferRow {
  readonly tenant: string;
  readonly payer: string;
  readonly key: string;
  readonly kind: OperationKind;
  readonly payee: string;
  readonly unit: string;
  readonly amount: string;
  readonly holdKey: string | null;
  readonly expiresAtMs: number | null;
  readonly linkedKey: string | null;
  readonly payerPosting: number;
  readonly payerBalance: string;
  readonly payerHeld: string;
  readonly payeePosting: number | null;
  readonly payeeBalance: string | null;
  readonly payeeHeld: string | null;
  readonly memo: string | null;
  readonly memoSalt: string | null;
  readonly memoDigest: string | null;
  readonly fingerprint: string;
  readonly lane: number;
  readonly seq: number;
  readonly seal: string;
  readonly atMs: number;
}

export interface RefusalRow {
  readonly payer: string;
  readonly key: string;
  readonly fingerprint: string;
  readonly code: RefusalCode;
  readonly detail: string;
  readonly operation: number;
  readonly atMs: number;
}

export function accountOf(row: AccountRow): Account {
  return {
    tenant: row.tenant, id: row.account, unit: row.unit,
    balanceMinor: BigInt(row.balance), heldMinor: BigInt(row.held), floorMinor: minorOf(row.floor), ceilingMinor: minorOf(row.ceiling),
    postings: row.postings, frozen: row.frozen,
  };
}

export function transferOf(row: TransferRow): Transfer {
  return {
    tenant: row.tenant, payer: row.payer, key: row.key, kind: row.kind, payee: row.payee, unit: row.unit, amountMinor: BigInt(row.amount),
    holdKey: row.holdKey ?? undefined, expiresAtMs: row.expiresAtMs ?? undefined, linkedKey: row.linkedKey ?? undefined,
    payerLeg: { posting: row.payerPosting, balanceMinor: BigInt(row.payerBalance), heldMinor: BigInt(row.payerHeld) },
    payeeLeg: payeeLegOf(row),
    memo: row.memo === null || row.memoSalt === null ? undefined : { text: row.memo, salt: row.memoSalt },
    memoDigest: row.memoDigest ?? undefined, fingerprint: row.fingerprint, lane: row.lane, seq: row.seq, seal: row.seal, atMs: row.atMs,
  };
}

export function refusalOf(tenant: string, row: RefusalRow): RecordedRefusal {
  return { tenant, ...row };
}

function payeeLegOf({ payeePosting, payeeBalance, payeeHeld }: TransferRow): Leg | undefined {
  if (payeePosting === null || payeeBalance === null || payeeHeld === null) return undefined;
  return { posting: payeePosting, balanceMinor: BigInt(payeeBalance), heldMinor: BigInt(payeeHeld) };
}

function minorOf(text: string | null): bigint | undefined {
  return text === null ? undefined : BigInt(text);
}
