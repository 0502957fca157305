import { type LaneHead, type LedgerReport, verifyTenant } from '@sora/core';
import { connectDatabase } from './adapters/postgres/connect-database.ts';
import { postgresLedgerAudit } from './adapters/postgres/ledger-audit.ts';
import { sha256 } from './compose/system.ts';
import type { Settings } from './settings.ts';

/** Plain JSON: what `sora verify --json` prints, and what a later one is given to compare with. */
export interface LedgerVerdict {
  readonly atMs: number;
  readonly tookMs: number;
  /** One for each tenant, in the order of their names; all of one instant. */
  readonly ledgers: readonly LedgerReport[];
}

export interface VerifyLedgerOptions {
  /** Told, in sentences, how far it is. */
  readonly progress?: (sentence: string) => void;
  /** An earlier verdict, of which every lane must still be part of the history. */
  readonly earlier?: Pick<LedgerVerdict, 'ledgers'>;
}

/** Between two sentences about how far it is: some seconds. */
const stride = 500_000;

/**
 * Re-adds and re-hashes the ledgers of all tenants, straight from the database of the settings; no server need run.
 * @throws {StartRefusedError} with a sentence and a remedy; {SoraError} `database-unavailable` when it goes away meanwhile
 */
export async function verifyLedger(settings: Settings, { progress = () => undefined, earlier }: VerifyLedgerOptions = {}): Promise<LedgerVerdict> {
  const database = await connectDatabase({ settings, progress });
  try {
    const [atMs, startedAtMs] = [Date.now(), performance.now()];
    const ledgers = await postgresLedgerAudit(database.pool).inSnapshot(async (snapshot) => {
      const reports: LedgerReport[] = [];
      // One that the earlier verdict knew and that is gone has lost all it had.
      const tenants = new Set([...(await snapshot.tenants()), ...(earlier?.ledgers ?? []).map(({ tenant }) => tenant)]);
      for (const tenant of tenants) reports.push(await verifyTenant(snapshot, { tenant, sha256, earlier: lanesOf(earlier, tenant), afterPage: teller(tenant, progress) }));
      return reports;
    });
    return { atMs, tookMs: Math.round(performance.now() - startedAtMs), ledgers };
  } finally {
    await database.close();
  }
}

function lanesOf(earlier: VerifyLedgerOptions['earlier'], tenant: string): readonly LaneHead[] {
  return earlier?.ledgers.find((ledger) => ledger.tenant === tenant)?.lanes ?? [];
}

function teller(tenant: string, progress: (sentence: string) => void): (transfers: number) => void {
  let next = stride;
  return (transfers) => {
    if (transfers < next) return;
    next += stride;
    progress(`${transfers.toLocaleString('en')} transfers of "${tenant}" so far …`);
  };
}
