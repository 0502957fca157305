import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountCursor, LeaseStore, LedgerAudit } from '@sora/core';
import type { Logger } from 'pino';
import { startLeasedRounds } from './leased-rounds.ts';

export interface ReconcileBalancesParts {
  readonly audit: Pick<LedgerAudit, 'compare' | 'correct'>;
  readonly leases: LeaseStore;
  /** Unique per process. */
  readonly holder: string;
  readonly log: Pick<Logger, 'warn' | 'error'>;
}

/** What was altered by hand is to be found within a minute, also when the server that looks has just died: lease and pause make 45 s. */
const everyMs = 15_000;
const leaseMs = 30_000;
/** Some 15 ms of the database's time. */
const pageAccounts = 1_000;
/** Rests three times as long as a page took: looking takes a quarter of one processor at most, however many accounts there are. */
const restFactor = 3;

/** Compares every account with its latest posting, again and again, and has corrected what differs. */
export function startReconcilingBalances({ audit, leases, holder, log }: ReconcileBalancesParts): { stop(): Promise<void> } {
  return startLeasedRounds({
    name: 'reconcile-balances', everyMs, leaseMs, leases, holder,
    round: (signal) => reconcileBalances({ audit, log }, signal),
    onError: (err) => log.warn({ err }, 'balances were not compared; it is tried again'),
  });
}

/** One round through all accounts. Nothing stays open between two pages. */
export async function reconcileBalances({ audit, log }: Pick<ReconcileBalancesParts, 'audit' | 'log'>, signal: AbortSignal): Promise<void> {
  for (let after: AccountCursor | undefined, isMore = true; isMore; ) {
    signal.throwIfAborted();
    const startedAtMs = performance.now();
    const { inconsistent, next } = await audit.compare(after, pageAccounts);
    for (const { tenant, account: { id } } of inconsistent) await correct({ audit, log }, { tenant, id });
    [after, isMore] = [next, next !== undefined];
    if (isMore) await sleep(restFactor * (performance.now() - startedAtMs), undefined, { signal });
  }
}

/** One that cannot be corrected now must not keep the others from it. */
async function correct({ audit, log }: Pick<ReconcileBalancesParts, 'audit' | 'log'>, account: AccountCursor): Promise<void> {
  try {
    const { kind, before, after } = await audit.correct(account);
    if (kind === 'corrected') log.error({ ...account, before: `${before.balanceMinor}`, after: `${after.balanceMinor}` }, 'an account said something else than its postings: frozen and set back');
    if (kind === 'unresolvable' && !before.frozen) log.error({ ...account }, 'the postings of an account do not add up: frozen');
  } catch (err) {
    log.error({ err, ...account }, 'an account that says something else than its postings could not be corrected; it is tried again');
  }
}
