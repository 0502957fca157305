import { createHash } from 'node:crypto';
import { type LeaseStore, type LedgerStore, type Transfer } from '@sora/core';
import type { Logger } from 'pino';
import { startLeasedRounds } from './leased-rounds.ts';

export interface ExpireHoldsParts {
  readonly ledger: Pick<LedgerStore, 'timedOutHolds' | 'submit'>;
  readonly leases: LeaseStore;
  /** Unique per process. */
  readonly holder: string;
  readonly log: Pick<Logger, 'warn'>;
}

/** A hold cannot be posted once its time is over; this is how much longer its money may look reserved. */
const everyMs = 2_000;
const leaseMs = 10_000;
const pageHolds = 500;

/** Lets holds go whose time is over. */
export function startExpiringHolds({ ledger, leases, holder, log }: ExpireHoldsParts): { stop(): Promise<void> } {
  return startLeasedRounds({
    name: 'expire-holds', everyMs, leaseMs, leases, holder,
    round: (signal) => expireHolds({ ledger, log }, signal),
    onError: (err) => log.warn({ err }, 'holds were not let go; it is tried again'),
  });
}

/** Until none is left, or a page of which none could be let go: those come again with the next round. */
export async function expireHolds({ ledger, log }: Pick<ExpireHoldsParts, 'ledger' | 'log'>, signal: AbortSignal): Promise<void> {
  for (let isMore = true; isMore; ) {
    signal.throwIfAborted();
    const due = await ledger.timedOutHolds(pageHolds);
    const done = await Promise.all(due.map((hold) => expire(ledger, hold).catch((err: unknown) => {
      log.warn({ err, tenant: hold.tenant, payer: hold.payer, key: hold.key }, 'a hold was not let go; it is tried again');
      return false;
    })));
    isMore = due.length === pageHolds && done.includes(true);
  }
}

/** Its key is always the same, so that two servers let it go once. @throws what a refusal would be that its payer cannot explain */
async function expire(ledger: Pick<LedgerStore, 'submit'>, { tenant, payer, key }: Transfer): Promise<boolean> {
  const outcome = await ledger.submit({ tenant, operations: [{ kind: 'expire', key: expiryKey(key), payer, holdKey: key }] });
  if (outcome.kind !== 'refused') return true;
  // Posted or voided since it was looked up.
  if (outcome.code === 'hold-resolved') return true;
  throw new Error(`${outcome.code}: ${outcome.detail}`);
}

const longestKey = 200;

/** @returns a key of SORA's own, at most 200 characters long like every key */
export function expiryKey(holdKey: string): string {
  const plain = `sora:expire:${holdKey}`;
  return plain.length <= longestKey ? plain : `sora:expire:sha256:${createHash('sha256').update(holdKey).digest('hex')}`;
}
