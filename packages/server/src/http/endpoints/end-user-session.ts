import { SoraError } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const endUserSession = endpoint({
  name: 'endUserSession',
  aliases: ['/v1/sessions/end'],
  methods: ['POST'],
  summary: 'Ends the session of the token that asks; on other servers it is refused at the latest two seconds later.',
  access: { kind: 'user' },
  input: z.object({}),
  output: z.void(),
  status: 204,
  handle: async ({ principal }, { sessions, authenticator }) => {
    if (principal?.kind !== 'user') throw new SoraError('unauthenticated');
    await sessions.end(principal);
    authenticator.forgetSession(principal.id);
  },
});
