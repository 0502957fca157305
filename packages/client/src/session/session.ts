/** A user's session on this device. The token is kept in memory; a new one is got for the identity provider's token at each start. */
export interface UserSession {
  readonly userId: string;
  readonly token: string;
}

/** Keeps a session while somebody is signed in. */
export interface SessionKeeper {
  readonly current: UserSession | undefined;
  /**
   * A new session in place of the present one. All who ask at the same time share one exchange, and exchanges keep a growing pause between them,
   * so that a server that refuses every token is not stormed. Undefined when nobody is signed in or it cannot be had now. Never rejects.
   */
  refresh(): Promise<UserSession | undefined>;
  /** The user signed out: nothing is sent in their name until `refresh` finds somebody signed in. */
  end(): void;
  subscribe(listener: (session: UserSession | undefined) => void): () => void;
}

/** The one of this app. */
export interface RunningSession extends SessionKeeper {
  /** Asks for a session now, and until there is one: an app may be started where there is no network. Answers if the first try got one. */
  begin(): Promise<boolean>;
  /** Asks no more by itself. */
  stop(): void;
}
