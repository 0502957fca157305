import type { Platform } from '../ports/platform.ts';
import { quietly } from '../crash/quietly.ts';
import { listeners } from '../session/listeners.ts';
import { decideSync, firstSync } from './decide-sync.ts';
import { defaultSyncTexts, type SyncFacts, type SyncState, type SyncStatus, type SyncTexts } from './sync-state.ts';

/** Where the facts come from. */
export interface SyncSource {
  facts(): SyncFacts;
  subscribe(listener: () => void): () => void;
}

export interface SyncStatusOptions {
  readonly source: SyncSource;
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
export function openSyncStatus({ source, platform: { monotonic, timers, device }, texts }: SyncStatusOptions): SyncStatusStore {
  const allTexts = { ...defaultSyncTexts, ...texts };
  const news = listeners<SyncState>();
  let decision = firstSync;
  let state = stateOf(decision.status, source.facts().unacknowledged, allTexts);
  let cancel = () => {};
  const look = () => {
    cancel();
    const nowMs = monotonic.nowMs();
    const facts = source.facts();
    decision = decideSync(facts, decision, nowMs);
    if (decision.nextAtMs < Infinity) cancel = timers.after(decision.nextAtMs - nowMs, look);
    if (decision.status === state.status && facts.unacknowledged === state.unacknowledged) return;
    state = stateOf(decision.status, facts.unacknowledged, allTexts);
    news.tell(state);
  };
  const stops = [
    source.subscribe(look),
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
      cancel();
      stops.forEach((stop) => { stop(); });
    },
  };
}

function stateOf(status: SyncStatus, unacknowledged: number, texts: SyncTexts): SyncState {
  return { status, message: texts[status], tone: tones[status], unacknowledged };
}
