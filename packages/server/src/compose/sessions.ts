import { createDevIssuer } from '../adapters/identity/dev-issuer.ts';
import { identityProvider } from '../adapters/identity/identity-provider.ts';
import { createUserSessions, sessionKey } from '../http/access/user-sessions.ts';
import { type AppServices, publicTenant } from '../http/services.ts';
import type { OwnNode } from './own-node.ts';
import type { Stores } from './stores.ts';

export type SessionServices = Pick<AppServices, 'sessions' | 'identity' | 'devIssuer'>;

const aDayMs = 24 * 60 * 60_000;

/** Users' sessions and who vouches for users. Under --dev that is the built-in issuer; what else is set up was refused before. */
export async function sessionServices({ settings, clock, log, options }: OwnNode, { userSessions }: Stores): Promise<SessionServices> {
  const onUnavailable = (err: unknown) => log.warn({ err }, 'the keys of the identity provider cannot be read: nobody can begin a session; it is tried again for everyone who comes');
  const devIssuer = options.dev === true ? await createDevIssuer({ clock, tenant: publicTenant }) : undefined;
  const rules = { key: await sessionKey(userSessions, settings), validMs: settings.SORA_SESSION_DAYS * aDayMs };
  return { devIssuer, identity: devIssuer ?? identityProvider(settings, { clock, onUnavailable }), sessions: createUserSessions(userSessions, rules) };
}
