import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Actor, type LeaseStore, type LedgerAudit, type LedgerReport, type LedgerVerification, type NewEvent, type Sha256, type VerificationStore, verifyTenant } from '@sora/core';
import type { Logger } from 'pino';
import { type HeldLease, holdLease } from './hold-lease.ts';
import type { ScheduledTask } from './scheduled-task.ts';

export interface VerifyLedgerParts {
  readonly audit: Pick<LedgerAudit, 'inSnapshot'>;
  readonly store: VerificationStore;
  readonly leases: LeaseStore;
  /** Unique per process. */
  readonly holder: string;
  readonly sha256: Sha256;
  readonly recordEvent: (event: Omit<NewEvent, 'region' | 'release'>) => Promise<void>;
  readonly log: Pick<Logger, 'error'>;
}

/** Verifies ledgers in the background of a server, one tenant at a time. */
export interface LedgerVerifications extends LedgerVerification {
  /** @returns false when one is under way elsewhere */
  verify(tenant: string, actor: Actor, signal: AbortSignal): Promise<boolean>;
  tenants(): Promise<readonly string[]>;
  /** Starts nothing more, and ends what is under way. */
  stop(): Promise<void>;
}

const leaseMs = 30_000;
const dayMs = 24 * 60 * 60_000;

export function createLedgerVerifications(parts: VerifyLedgerParts): LedgerVerifications {
  const { audit, store, leases, holder, log } = parts;
  const stopping = new AbortController();
  // The holder is this process, so its own lease would not keep a second one out.
  const taken = new Set<string>();
  const underWay = new Set<Promise<void>>();
  const take = async (tenant: string): Promise<HeldLease | undefined> => {
    if (taken.has(tenant) || stopping.signal.aborted) return undefined;
    taken.add(tenant);
    const lease = await leases.acquire({ name: `verify-ledger:${tenant}`, holder, durationMs: leaseMs }).catch((error: unknown) => { taken.delete(tenant); throw error; });
    if (lease === undefined) taken.delete(tenant);
    return lease && holdLease(leases, lease, leaseMs);
  };
  const work = (held: HeldLease, { tenant, actor, signal }: Assignment): Promise<void> => {
    const working = run(parts, { tenant, actor, signal: AbortSignal.any([held.signal, stopping.signal, signal]) }).finally(async () => {
      taken.delete(tenant);
      await held.release();
    });
    const settled = working.catch(() => undefined).then(() => { underWay.delete(settled); });
    underWay.add(settled);
    return working;
  };
  return {
    latest: (tenant, limit) => store.latest(tenant, limit),
    tenants: () => audit.inSnapshot((snapshot) => snapshot.tenants()),
    async start(tenant, actor) {
      const held = await take(tenant);
      if (held === undefined) return 'running';
      work(held, { tenant, actor, signal: stopping.signal }).catch((err: unknown) => log.error({ err, tenant }, 'the ledger was not verified'));
      return 'started';
    },
    async verify(tenant, actor, signal) {
      const held = await take(tenant);
      if (held !== undefined) await work(held, { tenant, actor, signal });
      return held !== undefined;
    },
    async stop() {
      stopping.abort(new Error('The server stops.'));
      await Promise.all(underWay);
    },
  };
}

/** Once a day, each tenant. @param actor this server */
export function verifyLedgerTask(verifications: LedgerVerifications, actor: Actor): ScheduledTask {
  return {
    name: 'verify-ledger',
    everyMs: dayMs,
    async run({ signal }) {
      for (const tenant of await verifications.tenants()) {
        signal.throwIfAborted();
        await verifications.verify(tenant, actor, signal);
      }
    },
  };
}

interface Assignment {
  readonly tenant: string;
  readonly actor: Actor;
  readonly signal: AbortSignal;
}

/** Each history must still contain the latest one that was found clean, so that one written anew as a whole shows the day after. */
async function run({ audit, store, sha256, recordEvent }: VerifyLedgerParts, { tenant, actor, signal }: Assignment): Promise<void> {
  const startedAtMs = performance.now();
  const earlier = (await store.latestClean(tenant))?.report.lanes ?? [];
  const afterPage = async () => {
    signal.throwIfAborted();
    await nextTurn();
  };
  const report = await audit.inSnapshot((snapshot) => verifyTenant(snapshot, { tenant, sha256, earlier, afterPage }));
  const { id, tookMs } = await store.keep(report, performance.now() - startedAtMs);
  await recordEvent(eventOf(report, { id, tookMs, actor }));
}

function eventOf(report: LedgerReport, { id, tookMs, actor }: { readonly id: string; readonly tookMs: number; readonly actor: Actor }): Omit<NewEvent, 'region' | 'release'> {
  const { tenant, transfers, accounts, problemCount, problems } = report;
  return {
    tenant, actor, type: 'LEDGER_VERIFIED',
    severity: problemCount === 0 ? 'info' : 'critical',
    subject: problemCount === 0 ? `${transfers} transfers add up and are as they were sealed` : `${problemCount} problems in ${transfers} transfers`,
    payload: { verificationId: id, tookMs, transfers, accounts, problemCount, ...(problems[0] !== undefined && { first: problems[0].detail }) },
  };
}
