import { prometheusContentType, prometheusText } from '@sora/core';
import { z } from 'zod';
import { replyingEndpoint } from '../endpoint.ts';
import { tenantOf } from '../services.ts';

/** Counts of this process since it started, as Prometheus wants them: it scrapes each server and adds them up. */
export const metrics = replyingEndpoint({
  name: 'metrics',
  methods: ['GET'],
  summary: 'What this server has measured and received since it started, in Prometheus text.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({}),
  produces: 'text/plain',
  handle: async ({ principal, reply }, { recorder }) => {
    return reply.type(prometheusContentType).send(prometheusText(recorder.cumulative(), tenantOf(principal)));
  },
});
