import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { credentialView, credentialViewSchema } from '../schemas/access.ts';
import { tenantOf } from '../services.ts';

export const adminListTokens = endpoint({
  name: 'admin_listTokens',
  methods: ['GET'],
  summary: 'The tokens and keys of this tenant, without their secrets.',
  access: { kind: 'operator', role: 'admin' },
  input: z.object({}),
  output: z.object({ tokens: z.array(credentialViewSchema) }),
  handle: async ({ principal }, { credentials }) => ({ tokens: (await credentials.list(tenantOf(principal))).map(credentialView) }),
});
