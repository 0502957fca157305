import type { Settings } from '../../settings.ts';
import { isLoopback } from '../../setting-kinds.ts';
import { StartRefusedError } from '../start-refused-error.ts';

/**
 * `--dev` lets anyone who reaches the server be any user: only where nobody else reaches it, and where there is no data but a developer's own.
 * @throws {StartRefusedError} naming the first setting that says otherwise
 */
export function assertDevAllowed(settings: Settings): void {
  const [mistake] = mistakes.filter(({ isMade }) => isMade(settings));
  if (mistake !== undefined) throw new StartRefusedError('SORA_DEV_REFUSED', { what: `--dev lets anyone be any user, and ${mistake.what}`, remedy: mistake.remedy });
}

interface Mistake {
  readonly isMade: (settings: Settings) => boolean;
  readonly what: string;
  readonly remedy: string;
}

const behindNoProxy = 'Leave out --dev, or unset it: under --dev a server is for this machine alone.';

const mistakes: readonly Mistake[] = [
  { isMade: ({ SORA_HOST: host }) => !isLoopback(host), what: 'SORA_HOST is an address that other machines reach.', remedy: 'Leave out --dev, or unset SORA_HOST, which is 127.0.0.1 by default.' },
  { isMade: ({ DATABASE_URL: url }) => url !== undefined, what: 'DATABASE_URL names a database that may hold real data.', remedy: 'Leave out --dev, or unset DATABASE_URL to use the embedded database.' },
  { isMade: ({ SORA_TRUSTED_PROXIES: proxies }) => proxies.length > 0, what: 'SORA_TRUSTED_PROXIES says that others reach it through a proxy.', remedy: behindNoProxy },
  { isMade: ({ SORA_ALLOWED_HOSTS: hosts }) => hosts.length > 0, what: 'SORA_ALLOWED_HOSTS says that others reach it under another name.', remedy: behindNoProxy },
  { isMade: ({ SORA_IDENTITY_ISSUER: issuer }) => issuer !== undefined, what: 'SORA_IDENTITY_ISSUER names an identity provider that has real users.', remedy: 'Leave out --dev to use that provider, or unset the settings that begin with SORA_IDENTITY_.' },
];
