import { type Clock, type CredentialStore, isProblem, parseToken, type Principal, type StoredCredential } from '@sora/core';
import { LRUCache } from 'lru-cache';
import { hashSecret, sameSecret } from './secrets.ts';

/** A revoked credential is refused at the latest after this time on every server. */
export const credentialFreshMs = 2_000;
/** While the database is away, credentials that were valid when it went stay valid for this long: nobody can be revoked meanwhile. */
const staleIfUnavailableMs = 15 * 60_000;

/** Finds out who asks. Undefined: nobody we know. */
export interface Authenticator {
  byToken(token: string): Promise<Principal | undefined>;
  bySession(secret: string): Promise<Principal | undefined>;
  /** True for a token or session secret that this server has once found to be right, however long ago. */
  hasSeen(secret: string): boolean;
  /** Forgets what it remembers, so that the next request sees a revocation made here at once. */
  forget(): void;
}

type Remembered<T> = { readonly value: T; readonly atMs: number };

export function createAuthenticator(credentials: CredentialStore, clock: Clock): Authenticator {
  const known = new LRUCache<string, Remembered<StoredCredential | undefined>>({ max: 10_000 });
  const sessions = new LRUCache<string, Remembered<string | undefined>>({ max: 10_000 });
  const seen = new LRUCache<string, true>({ max: 10_000 });

  const remembered = async <T>(cache: LRUCache<string, Remembered<T>>, key: string, load: () => Promise<T>): Promise<T> => {
    const nowMs = clock.nowMs();
    const entry = cache.get(key);
    if (entry !== undefined && nowMs - entry.atMs < credentialFreshMs) return entry.value;
    try {
      const value = await load();
      cache.set(key, { value, atMs: nowMs });
      return value;
    } catch (error) {
      if (entry !== undefined && isProblem(error, 'database-unavailable') && nowMs - entry.atMs < staleIfUnavailableMs) return entry.value;
      throw error;
    }
  };
  const credential = (id: string) => remembered(known, id, () => credentials.find(id));
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
      const credentialId = await remembered(sessions, keyOf(hash), () => credentials.findSession(hash));
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
