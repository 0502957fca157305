import type { Clock, CredentialStore, Principal, StoredCredential } from '@sora/core';
import { LRUCache } from 'lru-cache';
import { createRemembered } from './remembered.ts';
import { digestBytes, isSameDigest } from './secrets.ts';
import type { ShownCredential, ShownToken } from './shown-credential.ts';

/** Finds out who asks. Undefined: nobody we know. */
export interface Authenticator {
  identify(shown: ShownCredential): Promise<Principal | undefined>;
  /** True for a credential that this server has once found to be right, however long ago. */
  hasSeen(shown: ShownCredential): boolean;
  /** Forgets what it remembers, so that the next request sees a revocation made here at once. */
  forget(): void;
}

export function createAuthenticator(credentials: CredentialStore, clock: Clock): Authenticator {
  const known = createRemembered<StoredCredential | undefined>(clock);
  const sessions = createRemembered<string | undefined>(clock);
  const seen = new LRUCache<string, true>({ max: 10_000 });
  const credential = (id: string) => known.get(id, () => credentials.find(id));
  const byToken = async ({ token, digest }: ShownToken) => {
    const stored = token === undefined ? undefined : await credential(token.id);
    if (stored === undefined || stored.kind !== token?.kind || !isSameDigest(digest, stored.secretHash)) return undefined;
    return principalOf(stored, 'token', clock.nowMs());
  };
  const bySession = async (digest: string) => {
    const credentialId = await sessions.get(digest, () => credentials.findSession(digestBytes(digest)));
    const stored = credentialId === undefined ? undefined : await credential(credentialId);
    return stored === undefined ? undefined : principalOf(stored, 'session', clock.nowMs());
  };

  return {
    async identify(shown) {
      const principal = await (shown.kind === 'token' ? byToken(shown) : bySession(shown.digest));
      if (principal !== undefined) seen.set(shown.digest, true);
      return principal;
    },
    hasSeen: ({ digest }) => seen.has(digest),
    forget() {
      known.clear();
      sessions.clear();
    },
  };
}

/** False once it was revoked or has expired. */
export function isStillValid({ revokedAtMs, expiresAtMs }: StoredCredential, nowMs: number): boolean {
  return revokedAtMs === undefined && (expiresAtMs === undefined || expiresAtMs > nowMs);
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
