import type { LeaseStore } from '@sora/core';
import { type HeldLease, holdLease } from './hold-lease.ts';
import { startTicker } from './ticker.ts';

export interface LeasedRoundsParts {
  /** Of the lease. */
  readonly name: string;
  readonly everyMs: number;
  /** After a crash another server takes over when this has passed. */
  readonly leaseMs: number;
  readonly leases: LeaseStore;
  /** Unique per process. */
  readonly holder: string;
  /** Ends soon once the signal is aborted: the lease is lost, or the server stops. */
  readonly round: (signal: AbortSignal) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/**
 * Work of the installation that cannot wait for the schedule's wake-up once a minute: one server at a time does a round every so often. It keeps
 * the lease between its rounds, so that several servers do not make more of them.
 */
export function startLeasedRounds({ name, everyMs, leaseMs, leases, holder, round, onError }: LeasedRoundsParts): { stop(): Promise<void> } {
  const stopping = new AbortController();
  let held: HeldLease | undefined;
  const work = async () => {
    if (held?.signal.aborted !== false) held = await take();
    if (held === undefined) return;
    const signal = AbortSignal.any([held.signal, stopping.signal]);
    // A round that was called off has not failed.
    await round(signal).catch((error: unknown) => { if (!signal.aborted) throw error; });
  };
  const take = async () => {
    const lease = await leases.acquire({ name, holder, durationMs: leaseMs });
    return lease && holdLease(leases, lease, leaseMs);
  };
  const ticker = startTicker(everyMs, work, onError);
  return {
    async stop() {
      stopping.abort(new Error('The server stops.'));
      await ticker.stop();
      await held?.release();
    },
  };
}
