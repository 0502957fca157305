import type { Authenticator } from '../access/authenticator.ts';
import type { ShownToken } from '../access/shown-credential.ts';
import type { UserSessions } from '../access/user-sessions.ts';

/** Who is at the other end of a socket. */
export interface LiveUser {
  readonly tenant: string;
  readonly userId: string;
  readonly expiresAtMs: number;
}

export interface LiveUsers {
  /** Whose token it is; undefined when it is nobody's, or no user's. @throws {SoraError} `database-unavailable` */
  identify(shown: ShownToken): Promise<LiveUser | undefined>;
  /** If it still holds: what is asked of ten thousand sockets twice a minute. @throws {SoraError} `database-unavailable` */
  isStillValid(shown: ShownToken): Promise<boolean>;
}

export function liveUsers(authenticator: Pick<Authenticator, 'identify'>, sessions: Pick<UserSessions, 'find'>): LiveUsers {
  return {
    async identify(shown) {
      const principal = await authenticator.identify(shown);
      if (principal?.kind !== 'user') return undefined;
      const session = await sessions.find(principal.id);
      return session === undefined ? undefined : { tenant: principal.tenant, userId: principal.userId, expiresAtMs: session.expiresAtMs };
    },
    isStillValid: async (shown) => (await authenticator.identify(shown)) !== undefined,
  };
}
