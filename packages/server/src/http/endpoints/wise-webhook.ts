import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { receivedSchema } from '../schemas/payments.ts';
import { deliveryOf } from '../webhook-delivery.ts';

export const wiseWebhook = endpoint({
  name: 'wiseWebhook',
  aliases: ['/v1/webhooks/wise'],
  methods: ['POST'],
  summary: 'Takes what Wise reports, proven by its X-Signature-SHA256 header. Answered once it is kept; applied right after.',
  access: { kind: 'public' },
  input: z.unknown(),
  output: receivedSchema,
  rawBody: true,
  handle: async ({ request }, { payments }) => {
    await payments.receive('wise', deliveryOf(request));
    return { received: true } as const;
  },
});
