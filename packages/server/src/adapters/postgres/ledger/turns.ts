import { afterLocked, afterRight, afterWrong, maySpeculate, type Optimism, unshaken } from './optimism.ts';

/** Which batches of a tenant may be decided from memory, and when. */
export interface Turns {
  /** True once no batch of the tenant is under locks, whose end memory would not know; false when this one has to go under locks. */
  maySpeculate(tenant: string): Promise<boolean>;
  right(tenant: string): void;
  wrong(tenant: string): void;
  /** Runs a batch under locks. */
  underLocks<Result>(tenant: string, batch: () => Promise<Result>): Promise<Result>;
}

interface TenantTurns {
  optimism: Optimism;
  readonly underLocks: Set<Promise<unknown>>;
}

export function createTurns(): Turns {
  const tenants = new Map<string, TenantTurns>();
  const turnsOf = (tenant: string) => tenants.get(tenant) ?? { optimism: unshaken, underLocks: new Set() };
  /** Kept only while there is something to know of the tenant. */
  const change = (tenant: string, turns: TenantTurns, optimism: Optimism) => {
    turns.optimism = optimism;
    if (optimism.caution === 1 && maySpeculate(optimism) && turns.underLocks.size === 0) tenants.delete(tenant); else tenants.set(tenant, turns);
  };
  return {
    async maySpeculate(tenant) {
      while (maySpeculate(turnsOf(tenant).optimism)) {
        const { underLocks } = turnsOf(tenant);
        if (underLocks.size === 0) return true;
        await Promise.allSettled(underLocks);
      }
      return false;
    },
    right: (tenant) => change(tenant, turnsOf(tenant), afterRight(turnsOf(tenant).optimism)),
    wrong: (tenant) => change(tenant, turnsOf(tenant), afterWrong(turnsOf(tenant).optimism)),
    async underLocks(tenant, batch) {
      const turns = turnsOf(tenant);
      const running = batch();
      turns.underLocks.add(running);
      tenants.set(tenant, turns);
      try {
        return await running;
      } finally {
        turns.underLocks.delete(running);
        change(tenant, turns, afterLocked(turns.optimism));
      }
    },
  };
}
