export type SyncStatus = 'connected' | 'offline' | 'syncing' | 'reconnecting';

/** What the banner shows. `message` is always fit for a user: a status, never an error. */
export interface SyncState {
  readonly status: SyncStatus;
  readonly message: string;
  readonly tone: 'green' | 'yellow' | 'blue' | 'orange';
  /** Messages that the server has not acknowledged. */
  readonly unacknowledged: number;
}

/** Texts by status, to be replaced for another language. `degraded` stands where an error would have been shown. */
export type SyncTexts = Readonly<Record<SyncStatus | 'degraded', string>>;

export const defaultSyncTexts: SyncTexts = {
  connected: 'Connected',
  offline: 'No connection - your messages will be saved',
  syncing: 'Syncing your messages...',
  reconnecting: 'Reconnecting...',
  degraded: 'Reconnecting... You can keep writing',
};

/** What is known for certain; the decision is made of these alone. Instants are on the monotonic clock. */
export interface SyncFacts {
  readonly unacknowledged: number;
  /** A request is under way since then. */
  readonly inFlightSinceMs: number | undefined;
  /** The server last answered anything. */
  readonly lastAnswerAtMs: number | undefined;
  /** Since then every try has failed. */
  readonly failingSinceMs: number | undefined;
  readonly isOnlineHint: boolean | undefined;
}
