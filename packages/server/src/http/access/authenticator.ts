import type { Clock, CredentialStore, Principal, StoredCredential, Token, UserSession } from '@sora/core';
import { LRUCache } from 'lru-cache';
import { createRemembered } from './remembered.ts';
import { digestBytes, isSameDigest } from './secrets.ts';
import type { ShownCredential, ShownToken } from './shown-credential.ts';
import type { UserSessions } from './user-sessions.ts';

/** Finds out who asks. Undefined: nobody we know. */
export interface Authenticator {
  identify(shown: ShownCredential): Promise<Principal | undefined>;
  /** True for a credential that this server has once found to be right, however long ago. */
  hasSeen(shown: ShownCredential): boolean;
  /** Forgets what it remembers, so that the next request sees a revocation made here at once. */
  forget(): void;
  /** The same for one user's session; there are too many of them to forget them all. */
  forgetSession(id: string): void;
}

export interface Known {
  readonly credentials: CredentialStore;
  readonly sessions: UserSessions;
}

export function createAuthenticator({ credentials, sessions }: Known, clock: Clock): Authenticator {
  const known = createRemembered<StoredCredential | undefined>(clock);
  const cookies = createRemembered<string | undefined>(clock);
  const users = createRemembered<UserSession | undefined>(clock);
  const seen = new LRUCache<string, true>({ max: 10_000 });
  const credential = (id: string) => known.get(id, () => credentials.find(id));
  const byUserToken = async ({ id, secret }: Token) => {
    const session = await users.get(id, () => sessions.find(id));
    return session !== undefined && session.expiresAtMs > clock.nowMs() && sessions.isSecretOf(session, secret) ? userOf(session) : undefined;
  };
  const byToken = async ({ token, digest }: ShownToken) => {
    if (token?.kind === 'user') return byUserToken(token);
    const stored = token === undefined ? undefined : await credential(token.id);
    if (stored === undefined || stored.kind !== token?.kind || !isSameDigest(digest, stored.secretHash)) return undefined;
    return principalOf(stored, 'token', clock.nowMs());
  };
  const byCookie = async (digest: string) => {
    const credentialId = await cookies.get(digest, () => credentials.findSession(digestBytes(digest)));
    const stored = credentialId === undefined ? undefined : await credential(credentialId);
    return stored === undefined ? undefined : principalOf(stored, 'session', clock.nowMs());
  };

  return {
    async identify(shown) {
      const principal = await (shown.kind === 'token' ? byToken(shown) : byCookie(shown.digest));
      if (principal !== undefined) seen.set(shown.digest, true);
      return principal;
    },
    hasSeen: ({ digest }) => seen.has(digest),
    forget() {
      known.clear();
      cookies.clear();
      users.clear();
    },
    forgetSession: (id) => users.drop(id),
  };
}

/** False once it was revoked or has expired. */
export function isStillValid({ revokedAtMs, expiresAtMs }: StoredCredential, nowMs: number): boolean {
  return revokedAtMs === undefined && (expiresAtMs === undefined || expiresAtMs > nowMs);
}

function userOf({ id, tenant, userId }: UserSession): Principal {
  return { kind: 'user', id, tenant, name: userId, userId };
}

function principalOf(stored: StoredCredential, via: 'token' | 'session', nowMs: number): Principal | undefined {
  if (!isStillValid(stored, nowMs)) return undefined;
  const { id, tenant, name } = stored;
  switch (stored.kind) {
    case 'operator':
      return { kind: 'operator', id, tenant, name, role: stored.role, via };
    case 'service':
      return { kind: 'service', id, tenant, name, scopes: stored.scopes };
    case 'ingest':
      return { kind: 'ingest', id, tenant, name };
  }
}
