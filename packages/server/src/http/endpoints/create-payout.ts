import { keyedEndpoint } from '../endpoint.ts';
import { acceptedSchema, payoutInput } from '../schemas/payments.ts';
import { walletOf } from '../wallet-call.ts';

export const createPayout = keyedEndpoint({
  name: 'createPayout',
  aliases: ['/v1/wallets/:userId/payouts'],
  methods: ['POST'],
  summary: 'Pays out through Wise, once for each key: reserved in the wallet first, taken when Wise has sent it.',
  // Not a user by themselves: money that came in by a stolen card would be gone before anyone looked, and whose account the recipient is only the backend knows.
  access: { kind: 'service', scope: 'wallets:write' },
  idempotencyField: 'idempotencyKey',
  input: payoutInput,
  output: acceptedSchema,
  handle: async (call, services) => {
    const { tenant, userId, unit } = walletOf(call, services);
    const { amount: amountMinor, recipientId } = call.input;
    return services.payments.payOut({ tenant, userId, unit, amountMinor, recipientId, idempotencyKey: call.idempotencyKey });
  },
});
