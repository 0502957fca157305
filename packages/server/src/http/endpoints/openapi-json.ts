import { z } from 'zod';
import { endpoint } from '../endpoint.ts';

export const openapiJson = endpoint({
  name: 'openapi.json',
  methods: ['GET'],
  summary: 'This document.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({}),
  output: z.record(z.string(), z.unknown()),
  handle: async (_call, { openApi }) => openApi(),
});
