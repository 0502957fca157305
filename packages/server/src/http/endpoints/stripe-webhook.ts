import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { receivedSchema } from '../schemas/payments.ts';
import { deliveryOf } from '../webhook-delivery.ts';

export const stripeWebhook = endpoint({
  name: 'stripeWebhook',
  aliases: ['/v1/webhooks/stripe'],
  methods: ['POST'],
  summary: 'Takes what Stripe reports, proven by its Stripe-Signature header. Answered once it is kept; applied right after.',
  access: { kind: 'public' },
  input: z.unknown(),
  output: receivedSchema,
  rawBody: true,
  handle: async ({ request }, { payments }) => {
    await payments.receive('stripe', deliveryOf(request));
    return { received: true } as const;
  },
});
