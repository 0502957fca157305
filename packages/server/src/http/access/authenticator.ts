import { type Clock, type CredentialStore, parseToken, type Principal, type StoredCredential } from '@sora/core';
import { LRUCache } from 'lru-cache';
import { createRemembered } from './remembered.ts';
import { hashSecret, sameSecret } from './secrets.ts';

/** Finds out who asks. Undefined: nobody we know. */
export interface Authenticator {
  byToken(token: string): Promise<Principal | undefined>;
  bySession(secret: string): Promise<Principal | undefined>;
  /** True for a token or session secret that this server has once found to be right, however long ago. */
  hasSeen(secret: string): boolean;
  /** Forgets what it remembers, so that the next request sees a revocation made here at once. */
  forget(): void;
}

export function createAuthenticator(credentials: CredentialStore, clock: Clock): Authenticator {
  const known = createRemembered<StoredCredential | undefined>(clock);
  const sessions = createRemembered<string | undefined>(clock);
  const seen = new LRUCache<string, true>({ max: 10_000 });
  const credential = (id: string) => known.get(id, () => credentials.find(id));
  const proven = (hash: Uint8Array, principal: Principal | undefined) => {
    if (principal !== undefined) seen.set(keyOf(hash), true);
    return principal;
  };

  return {
    async byToken(text) {
      const token = parseToken(text);
      if (token === undefined) return undefined;
      const stored = await credential(token.id);
      if (stored === undefined || stored.kind !== token.kind || !sameSecret(token.secret, stored.secretHash)) return undefined;
      return proven(stored.secretHash, principalOf(stored, 'token', clock.nowMs()));
    },
    async bySession(secret) {
      const hash = hashSecret(secret);
      const credentialId = await sessions.get(keyOf(hash), () => credentials.findSession(hash));
      const stored = credentialId === undefined ? undefined : await credential(credentialId);
      return stored === undefined ? undefined : proven(hash, principalOf(stored, 'session', clock.nowMs()));
    },
    hasSeen: (secret) => seen.has(keyOf(hashSecret(parseToken(secret)?.secret ?? secret))),
    forget() {
      known.clear();
      sessions.clear();
    },
  };
}

function keyOf(hash: Uint8Array): string {
  return Buffer.from(hash).toString('base64');
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
