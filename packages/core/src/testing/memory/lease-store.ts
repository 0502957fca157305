import type { Lease, LeaseStore } from '../../jobs/lease-store.ts';
import type { Clock } from '../../kernel/clock.ts';

/** A lease store that other memory adapters can ask for the fence. */
export interface MemoryLeaseStore extends LeaseStore {
  /** False once another runner took the lease over. */
  isCurrent(lease: Lease): boolean;
}

export function memoryLeaseStore(clock: Clock): MemoryLeaseStore {
  const leases = new Map<string, Lease>();
  const isCurrent = (lease: Lease): boolean => leases.get(lease.name)?.fencingToken === lease.fencingToken;
  const isHeld = (name: string): boolean => (leases.get(name)?.expiresAtMs ?? 0) > clock.nowMs();
  const keep = (lease: Lease, durationMs: number): Lease => {
    const kept = { ...lease, expiresAtMs: clock.nowMs() + durationMs };
    leases.set(kept.name, kept);
    return kept;
  };
  return {
    isCurrent,
    async acquire({ name, holder, durationMs }) {
      const known = leases.get(name);
      if (known && isHeld(name)) return known.holder === holder ? keep(known, durationMs) : undefined;
      return keep({ name, holder, fencingToken: (known?.fencingToken ?? 0n) + 1n, expiresAtMs: 0 }, durationMs);
    },
    async renew(lease, durationMs) {
      return isCurrent(lease) && isHeld(lease.name) ? keep(lease, durationMs) : undefined;
    },
    async release(lease) {
      if (isCurrent(lease)) keep(lease, 0);
    },
  };
}
