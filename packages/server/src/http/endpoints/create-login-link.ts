import { SoraError } from '@sora/core';
import { z } from 'zod';
import { loginLink } from '../access/login-link.ts';
import { endpoint } from '../endpoint.ts';
import { actorOf, tenantOf } from '../services.ts';

export const createLoginLink = endpoint({
  name: 'createLoginLink',
  methods: ['POST'],
  summary: 'A link that opens the dashboard once, within ten minutes, with the rights of the token that asked.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({}),
  output: z.object({ url: z.url(), validMs: z.number() }),
  handle: async ({ principal, request }, { credentials, recordEvent }) => {
    if (principal?.kind !== 'operator' || principal.via !== 'token') throw new SoraError('forbidden', { detail: 'This needs an operator token; a session cannot make another.' });
    const link = await loginLink(credentials, { credentialId: principal.id, baseUrl: `${request.protocol}://${request.host}` });
    await recordEvent({ tenant: tenantOf(principal), type: 'LOGIN_LINK_CREATED', severity: 'info', subject: principal.name, actor: actorOf(principal) });
    return link;
  },
});
