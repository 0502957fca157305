import type { Lease, LeaseStore } from '@sora/core';

/** A lease that is renewed at a third of its duration until it is released or lost. */
export interface HeldLease {
  readonly lease: Lease;
  /** Aborted when the lease is lost: another may already be doing the work. */
  readonly signal: AbortSignal;
  /** Stops renewing and gives it back. Never throws: a lease that could not be given back expires. */
  release(): Promise<void>;
}

/** While the database does not answer, renewal is tried again; a whole duration without one counts as a loss, since others may hold the lease by then. */
export function holdLease(leases: LeaseStore, lease: Lease, durationMs: number): HeldLease {
  const lost = new AbortController();
  let stopped = false;
  const lose = () => { stop(); lost.abort(new Error(`The lease ${lease.name} was lost.`)); };
  let deadline = setTimeout(lose, durationMs);
  let renewing = Promise.resolve();
  const renew = async () => {
    const askedAtMs = performance.now();
    const renewed = await leases.renew(lease, durationMs).catch(() => 'unanswered' as const);
    if (renewed === undefined) lose();
    if (renewed === undefined || renewed === 'unanswered' || stopped) return;
    clearTimeout(deadline);
    // Counted from the question, which is before the database counts.
    deadline = setTimeout(lose, Math.max(0, durationMs - (performance.now() - askedAtMs)));
  };
  const timer = setInterval(() => { renewing = renewing.then(renew); }, durationMs / 3);
  const stop = () => {
    stopped = true;
    clearInterval(timer);
    clearTimeout(deadline);
  };
  return {
    lease,
    signal: lost.signal,
    async release() {
      stop();
      // Otherwise a renewal under way could prolong what was just given back.
      await renewing;
      await leases.release(lease).catch(() => undefined);
    },
  };
}
