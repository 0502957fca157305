import { isProblem } from '@sora/core';
import type { Pool } from 'pg';
import { AlteredAccountsError, correctAltered } from './altered-accounts.ts';
import { type AssumingSettings, bookAssumed } from './book-assumed.ts';
import { bookLocked, type LockingSettings } from './book-locked.ts';
import type { LaneItem, RideOutcome } from './companion.ts';
import type { LaneName } from './lock-and-read.ts';
import type { Turns } from './turns.ts';

export type BatchSettings<Rider, Answer> = AssumingSettings & LockingSettings<Rider, Answer> & { readonly turns: Turns };

/**
 * One batch in one transaction: on what is remembered if that may be, else under locks. A batch whose memory was wrong left nothing behind, and
 * is decided again.
 * @throws what `classifyBatchError` understands
 */
export async function applyBatch<Rider, Answer>(settings: BatchSettings<Rider, Answer>, lane: LaneName, items: readonly LaneItem<Rider>[]): Promise<readonly RideOutcome<Answer>[]> {
  const { turns } = settings;
  if (await turns.maySpeculate(lane.tenant)) {
    const outcomes = await bookAssumed<Answer>(settings, lane, items);
    if (outcomes !== undefined) {
      turns.right(lane.tenant);
      return outcomes;
    }
    turns.wrong(lane.tenant);
  }
  return await turns.underLocks(lane.tenant, () => bookLocked(settings, lane, items));
}

/**
 * As `applyBatch`; accounts that were changed past the ledger are corrected first, by a batch that is not done for it. An unknown outcome leaves
 * nothing remembered: what answers next may be another database.
 */
export async function applyOrCorrect<Rider, Answer>(settings: BatchSettings<Rider, Answer> & { readonly pool: Pick<Pool, 'connect'> }, lane: LaneName, items: readonly LaneItem<Rider>[]): Promise<readonly RideOutcome<Answer>[]> {
  return applyBatch(settings, lane, items).catch(async (error: unknown) => {
    if (isProblem(error, 'outcome-unknown')) settings.memory.forgetAll();
    if (error instanceof AlteredAccountsError) await correctAltered(settings.pool, error);
    throw error;
  });
}
