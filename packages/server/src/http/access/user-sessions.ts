import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { formatToken, type Identity, type UserSession, type UserSessionStore } from '@sora/core';
import { newSecret } from './secrets.ts';

/** Sessions of the app's users. Who they are was checked before one is begun. */
export interface UserSessions {
  /** A session on one device, and its token, which is shown once. @throws {SoraError} `not-found`: there is no such tenant */
  begin(user: Identity & Pick<UserSession, 'install'>): Promise<{ readonly session: UserSession; readonly token: string }>;
  /** One that has neither ended nor expired; the caller checks the secret. */
  find(id: string): Promise<UserSession | undefined>;
  /** True when this secret is the session's; takes the same time for every wrong one. */
  isSecretOf(session: UserSession, secret: string): boolean;
  end(session: Pick<UserSession, 'tenant' | 'id'>): Promise<void>;
}

export interface SessionRules {
  /** The same on every server. */
  readonly key: Uint8Array;
  readonly validMs: number;
}

export function createUserSessions(store: UserSessionStore, { key, validMs }: SessionRules): UserSessions {
  const hashOf = (secret: string): Uint8Array => createHmac('sha256', key).update(secret).digest();
  return {
    async begin(user) {
      const [id, secret] = [randomBytes(8).toString('hex'), newSecret()];
      const session = await store.create({ ...user, id, secretHash: hashOf(secret), validMs });
      return { session, token: formatToken({ kind: 'user', id, secret }) };
    },
    find: (id) => store.find(id),
    isSecretOf: ({ secretHash }, secret) => timingSafeEqual(hashOf(secret), secretHash),
    async end({ tenant, id }) {
      await store.end(tenant, id);
    },
  };
}

/** What sessions are hashed with: the setting, else what the first server made and all share. */
export async function sessionKey(store: Pick<UserSessionStore, 'keepKey'>, { SORA_SESSION_KEY: key }: { readonly SORA_SESSION_KEY?: string | undefined }): Promise<Uint8Array> {
  return key === undefined ? store.keepKey(randomBytes(32)) : Buffer.from(key);
}
