import { type AccessRule, mayAccess, type Principal, SoraError } from '@sora/core';
import type { FastifyRequest } from 'fastify';
import type { Authenticator } from './authenticator.ts';
import { type HostPolicy, isKnownHost, isOwnOrigin } from './host-guard.ts';
import { shownCredential } from './shown-credential.ts';

/** Lets a request in, or says why not. */
export type Doors = (request: FastifyRequest, rule: AccessRule) => Promise<Principal | undefined>;

/**
 * The way in for every endpoint: who asks, and whether the access rule lets them.
 * A bearer token wins over a cookie; a cookie counts only on a known host and, for changes, from our own page.
 * @returns undefined for someone unknown where the rule is public
 * @throws {SoraError} `unauthenticated`, `forbidden`, `host-refused` or `origin-refused`
 */
export function createDoors(authenticator: Authenticator, hosts: () => HostPolicy): Doors {
  return async (request, rule) => {
    if (rule.kind === 'public') return undefined;
    const principal = await identify(request, authenticator, hosts);
    const decision = mayAccess(rule, principal);
    if (decision.kind === 'unauthenticated') throw new SoraError('unauthenticated');
    if (decision.kind === 'forbidden') throw new SoraError('forbidden', { detail: `This needs ${decision.needs}.` });
    return principal;
  };
}

async function identify(request: FastifyRequest, authenticator: Authenticator, hosts: () => HostPolicy): Promise<Principal | undefined> {
  const shown = shownCredential(request);
  if (shown === undefined) return undefined;
  if (shown.kind === 'token') {
    const principal = await authenticator.identify(shown);
    if (principal === undefined) throw new SoraError('unauthenticated', { detail: 'This token is not known, was revoked or has expired.' });
    return principal;
  }
  const { host, method, headers: { origin } } = request;
  if (!isKnownHost(host, hosts())) throw new SoraError('host-refused', { detail: `"${host}" is not a name of this server.` });
  if (method !== 'GET' && method !== 'HEAD' && !isOwnOrigin(origin, host)) throw new SoraError('origin-refused');
  return authenticator.identify(shown);
}
