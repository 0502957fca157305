import type { Platform } from '../ports/platform.ts';
import { quietly } from '../crash/quietly.ts';
import { createAlarm } from '../session/alarm.ts';
import { listeners } from '../session/listeners.ts';
import { decideSync, firstSync } from './decide-sync.ts';
import { defaultSyncTexts, type SyncFacts, type SyncState, type SyncStatus, type SyncTexts } from './sync-state.ts';

export interface SyncStatusOptions {
  readonly facts: () => SyncFacts;
  /** Who tells that the facts may be others now. */
  readonly sources: readonly ((listener: () => void) => () => void)[];
  readonly platform: Pick<Platform, 'monotonic' | 'timers' | 'device'>;
  readonly texts?: Partial<SyncTexts> | undefined;
}

export interface SyncStatusStore {
  /** The same object until something changes. */
  readonly state: SyncState;
  readonly texts: SyncTexts;
  /** Calls at once with what holds now, then at each change. */
  subscribe(listener: (state: SyncState) => void): () => void;
  close(): void;
}

const tones: Readonly<Record<SyncStatus, SyncState['tone']>> = { connected: 'green', offline: 'yellow', syncing: 'blue', reconnecting: 'orange' };

/** What the user is told of the connection, kept up to date. */
export function openSyncStatus({ facts: read, sources, platform: { monotonic, timers, device }, texts }: SyncStatusOptions): SyncStatusStore {
  const allTexts = { ...defaultSyncTexts, ...texts };
  const news = listeners<SyncState>();
  let decision = firstSync;
  let state = stateOf(decision.status, read().unacknowledged, allTexts);
  const alarm = createAlarm(timers);
  const look = () => {
    alarm.stop();
    const nowMs = monotonic.nowMs();
    const facts = read();
    decision = decideSync(facts, decision, nowMs);
    if (decision.nextAtMs < Infinity) alarm.set(decision.nextAtMs - nowMs, look);
    if (decision.status === state.status && facts.unacknowledged === state.unacknowledged) return;
    state = stateOf(decision.status, facts.unacknowledged, allTexts);
    news.tell(state);
  };
  const stops = [
    ...sources.map((subscribe) => subscribe(look)),
    device.onConnectivity(look),
    device.onVisibility((visibility) => {
      if (visibility === 'visible') decision = { ...decision, resumedAtMs: monotonic.nowMs() };
      look();
    }),
  ];
  look();
  return {
    get state() { return state; },
    texts: allTexts,
    subscribe(listener) {
      quietly(() => { listener(state); });
      return news.subscribe(listener);
    },
    close() {
      alarm.stop();
      stops.forEach((stop) => { stop(); });
    },
  };
}

function stateOf(status: SyncStatus, unacknowledged: number, texts: SyncTexts): SyncState {
  return { status, message: texts[status], tone: tones[status], unacknowledged };
}
