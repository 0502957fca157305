import type { LedgerSnapshot } from '../ledger-audit.ts';
import type { LedgerReport } from './ledger-report.ts';
import { createLedgerVerifier, type VerifierOptions } from './verify-ledger.ts';

export interface VerifyTenantOptions extends VerifierOptions {
  /** Called after each page with the transfers read so far, and waited for: a server lets its other work go first here. */
  readonly afterPage?: (transfers: number) => Promise<void> | void;
}

/** Walks through all a tenant has in this snapshot. */
export async function verifyTenant(snapshot: LedgerSnapshot, options: VerifyTenantOptions): Promise<LedgerReport> {
  const { tenant, afterPage = () => undefined } = options;
  const verifier = createLedgerVerifier(options);
  let transfers = 0;
  for await (const page of snapshot.walk(tenant)) {
    verifier.transfers(page);
    transfers += page.length;
    await afterPage(transfers);
  }
  verifier.heads(await snapshot.heads(tenant));
  for await (const page of snapshot.accounts(tenant)) {
    verifier.accounts(page);
    await afterPage(transfers);
  }
  return verifier.report();
}
