import type { Clock, IdentityVerifier } from '@sora/core';
import { identityProviderOf, type Settings } from '../../settings.ts';
import { jwtVerifier } from './jwt-verifier.ts';
import { publishedKeys, type PublishedKeysOptions } from './published-keys.ts';

/** The verifier of the configured identity provider; undefined when none is. */
export function identityProvider(settings: Settings, { clock, onUnavailable }: { readonly clock: Clock } & Required<Pick<PublishedKeysOptions, 'onUnavailable'>>): IdentityVerifier | undefined {
  const provider = identityProviderOf(settings);
  return provider && jwtVerifier({ ...provider, keys: publishedKeys({ url: provider.keysUrl, onUnavailable }) }, clock);
}
