import type { SyncState, SyncStatus } from '../sync/sync-state.ts';

/** `start`: the app has only begun. `quiet`: nothing to say. `speaking`: the user has seen the banner, and sees how it ends. */
export type BannerStage = 'start' | 'quiet' | 'speaking';

const graceAtStartMs = 2_000;
const allIsWellForMs = 3_000;

/** A reconnection is not worth a word in the first seconds, nor is a connection that was never lost. */
export function isBannerShown({ status }: Pick<SyncState, 'status'>, stage: BannerStage): boolean {
  if (stage === 'start') return status === 'offline' || status === 'syncing';
  return status !== 'connected' || stage === 'speaking';
}

/** The stage that follows, and after how long; undefined when it stays. */
export function nextBannerStage(status: SyncStatus, stage: BannerStage): { readonly stage: BannerStage; readonly afterMs: number } | undefined {
  if (status === 'connected') return stage === 'quiet' ? undefined : { stage: 'quiet', afterMs: stage === 'start' ? 0 : allIsWellForMs };
  if (stage === 'speaking') return undefined;
  return { stage: 'speaking', afterMs: stage === 'start' && status === 'reconnecting' ? graceAtStartMs : 0 };
}
