import { SoraError } from '@sora/core';
import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

export interface PublishedKeysOptions {
  readonly url: string;
  /** Told when the keys can no longer be read, once until they can again. */
  readonly onUnavailable?: (cause: unknown) => void;
  /** After a read, a token with an unknown key makes no other before this time: strangers cannot make us ask all the time. */
  readonly cooldownMs?: number;
  /** How long a read counts: a key that was withdrawn is refused after that. */
  readonly freshMs?: number;
  readonly timeoutMs?: number;
}

/**
 * The keys that an identity provider publishes (JWKS), read when one is needed and remembered.
 * @throws {SoraError} `identity-unavailable` when they cannot be read; the key that a token names but nobody publishes is jose's error
 */
export function publishedKeys({ url, onUnavailable = () => undefined, cooldownMs = 30_000, freshMs = 10 * 60_000, timeoutMs = 5_000 }: PublishedKeysOptions): JWTVerifyGetKey {
  const keySet = createRemoteJWKSet(new URL(url), { cooldownDuration: cooldownMs, cacheMaxAge: freshMs, timeoutDuration: timeoutMs });
  let isAvailable = true;
  return async (header, token) => {
    try {
      const key = await keySet(header, token);
      isAvailable = true;
      return key;
    } catch (cause) {
      const wasAvailable = isAvailable;
      isAvailable = isOfTheToken(cause);
      if (isAvailable) throw cause;
      if (wasAvailable) onUnavailable(cause);
      throw new SoraError('identity-unavailable', { cause });
    }
  };
}

/** The keys were read; the token asks for none of them. */
function isOfTheToken(error: unknown): boolean {
  return error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys || error instanceof errors.JOSENotSupported;
}
