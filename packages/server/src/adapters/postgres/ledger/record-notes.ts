import type { LedgerChange, NewEvent } from '@sora/core';
import { recordConflicts } from '../conflict-log.ts';
import { postgresEventLog } from '../event-log.ts';
import type { Queryable } from '../query.ts';

/** What engineers should know of a batch: conflicts it resolved, accounts it froze. Kept with it, or not at all. @returns if there was anything */
export async function recordNotes(tx: Queryable, tenant: string, { conflicts, frozen }: Pick<LedgerChange, 'conflicts' | 'frozen'>): Promise<boolean> {
  await recordConflicts(tx, conflicts);
  const log = postgresEventLog(tx);
  for (const account of frozen) await log.record(frozenEvent(tenant, account));
  return conflicts.length + frozen.length > 0;
}

function frozenEvent(tenant: string, account: string): NewEvent {
  return { tenant, type: 'ACCOUNT_FROZEN', severity: 'warning', subject: account, actor: { kind: 'node', id: 'sora' }, payload: { reason: 'A forced debit, such as a dispute, took it below its floor.' } };
}
