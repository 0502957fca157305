import { SoraError } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { roleSchema } from '../schemas/access.ts';

export const getSession = endpoint({
  name: 'getSession',
  methods: ['GET'],
  summary: 'Who this credential is, and which server answers.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({}),
  output: z.object({ name: z.string(), role: roleSchema, tenant: z.string(), product: z.object({ version: z.string(), region: z.string(), nodeId: z.string() }) }),
  handle: async ({ principal }, { product, self }) => {
    if (principal?.kind !== 'operator') throw new SoraError('unauthenticated');
    const { id: nodeId, region } = self();
    return { name: principal.name, role: principal.role, tenant: principal.tenant, product: { version: product.version, region, nodeId } };
  },
});
