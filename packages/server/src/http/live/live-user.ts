import type { Authenticator } from '../access/authenticator.ts';
import type { ShownToken } from '../access/shown-credential.ts';
import type { UserSessions } from '../access/user-sessions.ts';

/** Who is at the other end of a socket. */
export interface LiveUser {
  readonly tenant: string;
  readonly userId: string;
  readonly expiresAtMs: number;
}

/** Finds out whose token it is; undefined when it is nobody's, or no user's. */
export type IdentifyUser = (shown: ShownToken) => Promise<LiveUser | undefined>;

export function identifyUser(authenticator: Pick<Authenticator, 'identify'>, sessions: Pick<UserSessions, 'find'>): IdentifyUser {
  return async (shown) => {
    const principal = await authenticator.identify(shown);
    if (principal?.kind !== 'user') return undefined;
    const session = await sessions.find(principal.id);
    return session === undefined ? undefined : { tenant: principal.tenant, userId: principal.userId, expiresAtMs: session.expiresAtMs };
  };
}
