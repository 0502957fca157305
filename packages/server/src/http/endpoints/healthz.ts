import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const healthz = endpoint({
  name: 'healthz',
  methods: ['GET'],
  summary: 'The process answers. Says nothing about the database: a restart would not mend that.',
  access: { kind: 'public' },
  isForApps: true,
  input: z.object({}),
  output: z.object({ status: z.literal('ok') }),
  handle: async () => ({ status: 'ok' }) as const,
});
