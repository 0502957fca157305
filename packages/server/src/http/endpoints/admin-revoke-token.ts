import { SoraError } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { actorOf, tenantOf } from '../services.ts';

export const adminRevokeToken = endpoint({
  name: 'admin_revokeToken',
  methods: ['POST'],
  summary: 'Ends a token or key of this tenant, with the dashboard sessions that rest on it.',
  access: { kind: 'operator', role: 'admin' },
  input: z.object({ id: z.string().regex(/^[0-9a-f]{16}$/, 'The 16 hexadecimal digits from admin_listTokens.') }),
  output: z.object({ revoked: z.literal(true) }),
  handle: async ({ input: { id }, principal }, { credentials, authenticator, recordEvent }) => {
    const tenant = tenantOf(principal);
    if (!(await credentials.revoke(tenant, id))) throw new SoraError('not-found', { detail: `No token ${id} that is still valid.` });
    authenticator.forget();
    await recordEvent({ tenant, type: 'TOKEN_REVOKED', severity: 'info', subject: id, actor: actorOf(principal) });
    return { revoked: true } as const;
  },
});
