import type { RecordedEvent } from '@sora/core';
import type { Answer } from './ask.ts';
import { type ConflictRow, getConflictHistory } from './conflicts.ts';
import { joined } from './joined.ts';
import { getEventLog } from './sora-api.ts';

/** Why an account may be frozen: the newest of each that was found. */
export interface FreezeFacts {
  readonly conflict: ConflictRow | undefined;
  readonly event: { readonly atMs: number; readonly reason: string } | undefined;
}

/** Asked beside the account, whether it is frozen or not: the two answers then speak of the same moment. */
export async function getFreezeFacts(account: string, signal: AbortSignal): Promise<Answer<FreezeFacts>> {
  const asked = [getConflictHistory({ subject: account, types: ['BALANCE_INCONSISTENCY'], limit: 1 }, signal), getEventLog({ severity: 'warning' }, signal)] as const;
  return joined(await Promise.all(asked), ([{ conflicts: [conflict] }, { events }]) => ({ conflict, event: freezeOf(events, account) }));
}

function freezeOf(events: readonly RecordedEvent[], account: string): FreezeFacts['event'] {
  const event = events.find(({ type, subject }) => type === 'ACCOUNT_FROZEN' && subject === account);
  const reason = event?.payload?.['reason'];
  return event === undefined ? undefined : { atMs: event.atMs, reason: typeof reason === 'string' ? reason : 'It was frozen.' };
}
