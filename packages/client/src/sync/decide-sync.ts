import type { SyncFacts, SyncStatus } from './sync-state.ts';

/** What was decided last, and what has to be remembered of the facts until the next time. */
export interface SyncDecision {
  readonly status: SyncStatus;
  /** The user has seen this status since then; undefined for the first. */
  readonly changedAtMs: number | undefined;
  /** Something has been waiting to be acknowledged since then. */
  readonly waitingSinceMs: number | undefined;
  /** The user came back to the app then; what failed before is too old to be told. */
  readonly resumedAtMs: number | undefined;
  /** Ask again then, though no fact changes. */
  readonly nextAtMs: number | undefined;
}

export const syncTimes = {
  /** Between two changes that the user sees. */
  holdMs: 2_000,
  /** A failure shorter than this shows nothing. */
  blipMs: 1_500,
  /** A message on its way for less than this is not worth a word. */
  syncingAfterMs: 1_000,
  /** With nothing to send, the user is told of a failure as a reconnection for so long. */
  reconnectingMs: 10_000,
  /** A request without an answer for so long is no connection. */
  unansweredMs: 10_000,
} as const;

/** Before anything is known. It claims no connection that no answer has shown. */
export const firstSync: SyncDecision = { status: 'reconnecting', changedAtMs: undefined, waitingSinceMs: undefined, resumedAtMs: undefined, nextAtMs: undefined };

/**
 * What the user is told, from acknowledged facts. A hint of the radio decides nothing alone: it only shortens the way from "reconnecting" to
 * "offline" once tries have failed. A change waits until the last one has been seen for 2 s; being offline with unsent messages is told
 * within 2 s of the first failure all the same, because a blip is shorter than that pause.
 */
export function decideSync(facts: SyncFacts, previous: SyncDecision, nowMs: number): SyncDecision {
  const waitingSinceMs = facts.unacknowledged === 0 ? undefined : previous.waitingSinceMs ?? nowMs;
  const memory = { ...previous, waitingSinceMs };
  const wanted = wantedStatus(facts, memory, nowMs);
  if (wanted.status === previous.status) return { ...memory, nextAtMs: wanted.untilMs };
  const freeAtMs = previous.changedAtMs === undefined ? nowMs : previous.changedAtMs + syncTimes.holdMs;
  if (nowMs < freeAtMs) return { ...memory, nextAtMs: freeAtMs };
  return { ...memory, status: wanted.status, changedAtMs: nowMs, nextAtMs: wanted.untilMs };
}

interface Wanted {
  readonly status: SyncStatus;
  /** It may be another then. */
  readonly untilMs: number | undefined;
}

function wantedStatus(facts: SyncFacts, memory: SyncDecision, nowMs: number): Wanted {
  const failingSinceMs = later(facts.failingSinceMs, memory.resumedAtMs);
  if (failingSinceMs !== undefined) return whileFailing(facts, { memory, failingSinceMs }, nowMs);
  const inFlightSinceMs = later(facts.inFlightSinceMs, memory.resumedAtMs);
  const silentAtMs = inFlightSinceMs === undefined ? undefined : Math.max(inFlightSinceMs, facts.lastAnswerAtMs ?? inFlightSinceMs) + syncTimes.unansweredMs;
  if (facts.lastAnswerAtMs === undefined || silentAtMs !== undefined && nowMs >= silentAtMs) return { status: 'reconnecting', untilMs: undefined };
  const syncingAtMs = memory.waitingSinceMs === undefined ? undefined : memory.waitingSinceMs + syncTimes.syncingAfterMs;
  if (syncingAtMs === undefined) return { status: 'connected', untilMs: silentAtMs };
  if (nowMs >= syncingAtMs) return { status: 'syncing', untilMs: silentAtMs };
  // Whoever was told of something else hears at once that it goes on.
  return memory.status === 'connected' ? { status: 'connected', untilMs: syncingAtMs } : { status: 'syncing', untilMs: silentAtMs };
}

function whileFailing({ unacknowledged, isOnlineHint }: SyncFacts, { memory, failingSinceMs }: { readonly memory: SyncDecision; readonly failingSinceMs: number }, nowMs: number): Wanted {
  const toldAtMs = failingSinceMs + syncTimes.blipMs;
  const isJustResumed = memory.resumedAtMs === failingSinceMs;
  if (nowMs < toldAtMs) return { status: memory.status === 'offline' && isJustResumed ? 'reconnecting' : memory.status, untilMs: toldAtMs };
  const offlineAtMs = failingSinceMs + syncTimes.reconnectingMs;
  const isOffline = unacknowledged > 0 || isOnlineHint === false || memory.status === 'offline' || nowMs >= offlineAtMs;
  return isOffline ? { status: 'offline', untilMs: undefined } : { status: 'reconnecting', untilMs: offlineAtMs };
}

/** The later of when it began and when the user came back. */
function later(sinceMs: number | undefined, resumedAtMs: number | undefined): number | undefined {
  return sinceMs === undefined || resumedAtMs === undefined ? sinceMs : Math.max(sinceMs, resumedAtMs);
}
