import type { Pool } from 'pg';
import { correctAccount } from '../ledger-audit-correct.ts';
import { inTransaction } from '../transaction.ts';

/** A batch met account rows that something else than the ledger has changed. Nothing was booked. */
export class AlteredAccountsError extends Error {
  readonly tenant: string;
  readonly accounts: readonly string[];

  constructor(tenant: string, accounts: readonly string[]) {
    super(`${accounts.join(', ')} of ${tenant} changed past the ledger.`);
    this.name = 'AlteredAccountsError';
    this.tenant = tenant;
    this.accounts = accounts;
  }
}

/**
 * Has them corrected before anything is booked on them: a posting on a wrong balance would make the wrong balance look right. The batch
 * then goes again, and its debits of these accounts are refused as frozen.
 */
export async function correctAltered(pool: Pick<Pool, 'connect'>, { tenant, accounts }: AlteredAccountsError): Promise<void> {
  for (const id of accounts) await inTransaction(pool, (tx) => correctAccount(tx, { tenant, id }));
}
