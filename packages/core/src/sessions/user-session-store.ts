/** What is kept of a user's session on one device: never its token, only a keyed hash of it. */
export interface UserSession {
  /** 16 hexadecimal digits; not secret. */
  readonly id: string;
  readonly tenant: string;
  readonly userId: string;
  /** The device, as the app names it; undefined when it did not. */
  readonly install: string | undefined;
  /** HMAC-SHA256 of the token's secret under the session key. */
  readonly secretHash: Uint8Array;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

export interface NewUserSession extends Omit<UserSession, 'createdAtMs' | 'expiresAtMs'> {
  /** From now, by the store's clock. */
  readonly validMs: number;
}

export interface UserSessionStore {
  /** @throws {SoraError} `not-found`: there is no such tenant */
  create(session: NewUserSession): Promise<UserSession>;
  /** A session that has neither ended nor expired. By id alone: the tenant is known only when it is found. */
  find(id: string): Promise<UserSession | undefined>;
  /** True when this call ended it; false when there was nothing to end. */
  end(tenant: string, id: string): Promise<boolean>;
  /** Deletes sessions past their end, at most `limit`; returns how many. */
  expire(limit: number): Promise<number>;
  /** The first candidate that any server ever offered: one key for all servers, kept until someone deletes it. */
  keepKey(candidate: Uint8Array): Promise<Uint8Array>;
}
