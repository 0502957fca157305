import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { frameReceiptSchema } from '../schemas/frame.ts';
import { tenantOf } from '../services.ts';

export const ingest = endpoint({
  name: 'ingest',
  aliases: ['/v1/ingest'],
  methods: ['POST'],
  summary: 'A frame of measurements from @sora/client (ingest key: source client) or @sora/node (service key: source server).',
  access: { kind: 'ingest' },
  input: z.unknown(),
  output: frameReceiptSchema,
  status: 202,
  rawBody: true,
  handle: async ({ request, principal }, { intake, limits }) => {
    const tenant = tenantOf(principal);
    const source = principal?.kind === 'service' ? 'server' : 'client';
    const outcome = intake.parse(request.body);
    if (source === 'client') limits.installation(`${tenant} ${outcome.frame.install}`);
    return intake.take(outcome, { tenant, source });
  },
});
