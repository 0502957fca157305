import type { SyncFacts, SyncStatus } from './sync-state.ts';

/** What was decided last, and what has to be remembered of the facts until the next time. */
export interface SyncDecision {
  readonly status: SyncStatus;
  /** The user has seen this status since then; -Infinity for the first. */
  readonly changedAtMs: number;
  /** Something has been waiting to be acknowledged since then; Infinity when nothing is. */
  readonly waitingSinceMs: number;
  /** The user came back to the app then; what failed before is too old to be told. */
  readonly resumedAtMs: number;
  /** Ask again then, though no fact changes; Infinity for not until one does. */
  readonly nextAtMs: number;
}

/** Between two changes that the user sees. */
const holdMs = 2_000;
/** A failure shorter than this shows nothing. */
const blipMs = 1_500;
/** A message on its way for less than this is not worth a word. */
const syncingAfterMs = 1_000;
/** With nothing to send, the user is told of a failure as a reconnection for so long. */
const reconnectingMs = 10_000;
/** A request without an answer for so long is no connection. */
const unansweredMs = 10_000;

/** Before anything is known. It claims no connection that no answer has shown. */
export const firstSync: SyncDecision = { status: 'reconnecting', changedAtMs: -Infinity, waitingSinceMs: Infinity, resumedAtMs: -Infinity, nextAtMs: Infinity };

/**
 * What the user is told, from acknowledged facts. A hint of the radio decides nothing alone: it only shortens the way from "reconnecting" to
 * "offline" once tries have failed. A change waits until the last one has been seen for 2 s; being offline with unsent messages is told
 * within 2 s of the first failure all the same, because a blip is shorter than that pause.
 */
export function decideSync(facts: SyncFacts, previous: SyncDecision, nowMs: number): SyncDecision {
  const memory = { ...previous, waitingSinceMs: facts.unacknowledged === 0 ? Infinity : Math.min(previous.waitingSinceMs, nowMs) };
  const [status, nextAtMs] = wantedStatus(facts, memory, nowMs);
  if (status === memory.status) return { ...memory, nextAtMs };
  const freeAtMs = memory.changedAtMs + holdMs;
  return nowMs < freeAtMs ? { ...memory, nextAtMs: freeAtMs } : { ...memory, status, changedAtMs: nowMs, nextAtMs };
}

/** @returns the status, and when it may be another */
function wantedStatus(facts: SyncFacts, { status, waitingSinceMs, resumedAtMs }: SyncDecision, nowMs: number): readonly [SyncStatus, number] {
  const { unacknowledged, isOnlineHint, failingSinceMs = Infinity, inFlightSinceMs = Infinity, lastAnswerAtMs = -Infinity } = facts;
  if (failingSinceMs < Infinity) {
    const sinceMs = Math.max(failingSinceMs, resumedAtMs);
    const toldAtMs = sinceMs + blipMs;
    if (nowMs < toldAtMs) return [status === 'offline' && sinceMs === resumedAtMs ? 'reconnecting' : status, toldAtMs];
    const offlineAtMs = sinceMs + reconnectingMs;
    const isOffline = unacknowledged > 0 || isOnlineHint === false || status === 'offline' || nowMs >= offlineAtMs;
    return isOffline ? ['offline', Infinity] : ['reconnecting', offlineAtMs];
  }
  const silentAtMs = Math.max(inFlightSinceMs, resumedAtMs, lastAnswerAtMs) + unansweredMs;
  if (lastAnswerAtMs === -Infinity || nowMs >= silentAtMs) return ['reconnecting', Infinity];
  // Whoever was told of something else hears at once that it goes on.
  const syncingAtMs = waitingSinceMs + (status === 'connected' ? syncingAfterMs : 0);
  return nowMs < syncingAtMs ? ['connected', Math.min(syncingAtMs, silentAtMs)] : ['syncing', silentAtMs];
}
