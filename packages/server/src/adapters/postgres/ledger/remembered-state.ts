import type { Account, Clock, LaneHead, LedgerChange, LedgerState } from '@sora/core';
import { BoundedMap } from './bounded-map.ts';
import type { LaneName } from './lock-and-read.ts';

/** Most accounts of all tenants that are remembered, at about 300 bytes each. */
const defaultMostAccounts = 50_000;
const mostLanes = 1_000;

/**
 * What batches found and left, of accounts and the ends of lanes. It is a guess: another server may have moved them since, and a batch under
 * way may still fail. Whoever decides on it has the database compare it with the rows.
 */
export interface RememberedState {
  /** The state of a batch whose keys are new, or the accounts that are not remembered; undefined where the lane is not. */
  recall(lane: LaneName, accounts: readonly string[]): { readonly state: LedgerState; readonly missing: readonly string[] } | undefined;
  /** What was read. What is remembered already is newer: a batch under way may have decided on it. */
  learn(state: LedgerState): void;
  /** What a batch leaves. */
  keep(state: LedgerState, change: Pick<LedgerChange, 'accounts' | 'head'>): void;
  /** Time of the database, as it was a moment ago. */
  hear(databaseMs: number): void;
  forget(lane: LaneName, accounts: readonly string[]): void;
  forgetAll(): void;
}

interface RememberedHead extends LaneHead {
  /** Of its latest transfer; the next is not earlier. */
  readonly atMs: number;
}

export function rememberedState(clock: Clock, mostAccounts = defaultMostAccounts): RememberedState {
  const accounts = new BoundedMap<string, Account>(mostAccounts);
  const heads = new BoundedMap<string, RememberedHead>(mostLanes);
  /** The database's clock less ours; at most what the answer took behind the truth. */
  let offsetMs = 0;
  return {
    recall(lane, ids) {
      const head = heads.get(headKey(lane));
      if (head === undefined) return undefined;
      const known: Account[] = [];
      const missing: string[] = [];
      for (const id of ids) {
        const account = accounts.get(accountKey(lane.tenant, id));
        if (account === undefined) missing.push(id); else known.push(account);
      }
      return { state: newKeysState(lane.tenant, known, { head, nowMs: Math.floor(clock.nowMs() + offsetMs) }), missing };
    },
    learn({ tenant, head, accounts: read, nowMs }) {
      const lane = headKey({ tenant, lane: head.lane });
      if (heads.get(lane) === undefined) heads.set(lane, { ...head, atMs: nowMs });
      for (const account of read) if (accounts.get(accountKey(tenant, account.id)) === undefined) accounts.set(accountKey(tenant, account.id), account);
    },
    keep({ tenant, nowMs }, { accounts: changed, head }) {
      heads.set(headKey({ tenant, lane: head.lane }), { ...head, atMs: nowMs });
      for (const account of changed) accounts.set(accountKey(tenant, account.id), account);
    },
    hear(databaseMs) {
      offsetMs = databaseMs - clock.nowMs();
    },
    forget(lane, ids) {
      heads.delete(headKey(lane));
      for (const id of ids) accounts.delete(accountKey(lane.tenant, id));
    },
    forgetAll() {
      accounts.clear();
      heads.clear();
    },
  };
}

function newKeysState(tenant: string, accounts: readonly Account[], { head, nowMs }: { readonly head: RememberedHead; readonly nowMs: number }): LedgerState {
  const { lane, seq, seal, atMs } = head;
  return { tenant, nowMs: Math.max(nowMs, atMs), head: { lane, seq, seal }, accounts, booked: [], refused: [], holds: [] };
}

function headKey({ tenant, lane }: LaneName): string {
  return `${tenant}/${lane}`;
}

function accountKey(tenant: string, id: string): string {
  return `${tenant} ${id}`;
}
