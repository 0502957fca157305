import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const readyz = endpoint({
  name: 'readyz',
  methods: ['GET'],
  summary: 'The server can do its work: its database answers. 503 while it does not.',
  access: { kind: 'public' },
  input: z.object({}),
  output: z.object({ status: z.literal('ready') }),
  handle: async (_call, { pingDatabase }) => {
    await pingDatabase();
    return { status: 'ready' } as const;
  },
});
