import { SoraError } from '@sora/core';
import { z } from 'zod';
import { isStillValid } from '../access/authenticator.ts';
import { isKnownHost, isOwnOrigin } from '../access/host-guard.ts';
import { hashSecret, newSecret } from '../access/secrets.ts';
import { sessionValidMs, setSessionCookie } from '../access/session-cookie.ts';
import { endpoint } from '../endpoint.ts';

export const login = endpoint({
  name: 'login',
  methods: ['POST'],
  summary: 'Exchanges the code of a single-use login link for the dashboard cookie.',
  access: { kind: 'public' },
  input: z.object({ code: z.string().min(20).max(100) }),
  output: z.void(),
  status: 204,
  handle: async ({ input: { code }, request, reply }, services) => {
    const { host, headers: { origin } } = request;
    if (!isKnownHost(host, services.hosts())) throw new SoraError('host-refused', { detail: `"${host}" is not a name of this server.` });
    if (!isOwnOrigin(origin, host)) throw new SoraError('origin-refused');
    const credentialId = await services.credentials.redeemLoginLink(hashSecret(code));
    const credential = credentialId === undefined ? undefined : await services.credentials.find(credentialId);
    if (credential === undefined || !isStillValid(credential, services.clock.nowMs())) throw new SoraError('link-used');
    const secret = newSecret();
    await services.credentials.createSession({ secretHash: hashSecret(secret), credentialId: credential.id, validMs: sessionValidMs });
    setSessionCookie(reply, secret);
    await services.recordEvent({ tenant: credential.tenant, type: 'LOGIN', severity: 'info', subject: credential.name, actor: { kind: 'token', id: credential.id, name: credential.name }, payload: { address: request.ip } });
  },
});
