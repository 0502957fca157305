import { keyedEndpoint } from '../endpoint.ts';
import { acceptedSchema, refundInput } from '../schemas/payments.ts';
import { tenantOf } from '../services.ts';

export const refundTopUp = keyedEndpoint({
  name: 'refundTopUp',
  aliases: ['/v1/wallets/:userId/top-ups/:paymentId/refunds'],
  methods: ['POST'],
  summary: 'Gives a top-up back, or a part of it, once for each key: reserved in the wallet first, taken when Stripe has refunded it.',
  access: { kind: 'service', scope: 'wallets:write' },
  idempotencyField: 'idempotencyKey',
  input: refundInput,
  output: acceptedSchema,
  handle: async ({ input: { userId, paymentId, amount: amountMinor }, idempotencyKey, principal }, { payments }) =>
    payments.refund({ tenant: tenantOf(principal), userId, paymentId, amountMinor, idempotencyKey }),
});
