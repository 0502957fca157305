import type { Actor } from '../../events/event.ts';
import type { LedgerReport } from './ledger-report.ts';

/** A report that was kept. */
export interface StoredVerification {
  /** Grows with time (UUID version 7). */
  readonly id: string;
  readonly tenant: string;
  /** When it was done. */
  readonly atMs: number;
  readonly tookMs: number;
  readonly report: LedgerReport;
}

/** Reports that were kept. */
export interface VerificationStore {
  /** @throws {SoraError} `not-found`: there is no such tenant */
  keep(report: LedgerReport, tookMs: number): Promise<StoredVerification>;
  /** Newest first. */
  latest(tenant: string, limit: number): Promise<readonly StoredVerification[]>;
  /** The newest that found nothing: what a later history must still contain. */
  latestClean(tenant: string): Promise<StoredVerification | undefined>;
}

/** Verifying a tenant's ledger beside the server's other work. */
export interface LedgerVerification {
  /** Begins in the background; `running`: one is under way, here or on another server. Its report is an event and one of `latest`. */
  start(tenant: string, actor: Actor): Promise<'started' | 'running'>;
  latest(tenant: string, limit: number): Promise<readonly StoredVerification[]>;
}
