/** A user's session on this device. The token is kept in memory; a new one is got from the identity provider's token at each start. */
export interface UserSession {
  readonly userId: string;
  readonly token: string;
  readonly expiresAtMs: number;
}

/** Keeps a session while the app wants one. */
export interface SessionKeeper {
  readonly current: UserSession | undefined;
  /** One refresh for all who ask at the same time; undefined when nobody is signed in or it cannot be had now (it is tried again with a pause). */
  refresh(): Promise<UserSession | undefined>;
  subscribe(listener: (session: UserSession | undefined) => void): () => void;
}
