import { z } from 'zod';
import { hashSecret } from '../access/secrets.ts';
import { clearSessionCookie, readSessionCookie } from '../access/session-cookie.ts';
import { endpoint } from '../endpoint.ts';
import { actorOf, tenantOf } from '../services.ts';

export const logout = endpoint({
  name: 'logout',
  methods: ['POST'],
  summary: 'Ends the dashboard session of this cookie; its open streams are closed.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({}),
  output: z.void(),
  status: 204,
  handle: async ({ request, reply, principal }, services) => {
    const secret = readSessionCookie(request);
    if (secret === undefined) return;
    await services.credentials.endSession(hashSecret(secret));
    services.authenticator.forget();
    clearSessionCookie(reply);
    const actor = actorOf(principal);
    await services.recordEvent({ tenant: tenantOf(principal), type: 'LOGOUT', severity: 'info', subject: actor.name ?? actor.id, actor });
  },
});
