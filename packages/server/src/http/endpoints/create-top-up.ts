import { keyedEndpoint } from '../endpoint.ts';
import { topUpInput, topUpSchema } from '../schemas/payments.ts';
import { walletOf } from '../wallet-call.ts';

export const createTopUp = keyedEndpoint({
  name: 'createTopUp',
  aliases: ['/v1/wallets/:userId/top-ups'],
  methods: ['POST'],
  summary: 'Begins a payment through Stripe, once for each key. The wallet has the money when Stripe reports it as paid.',
  access: { kind: 'user-or-service', scope: 'wallets:write' },
  idempotencyField: 'idempotencyKey',
  input: topUpInput,
  output: topUpSchema,
  handle: async (call, services) => {
    const { tenant, userId, unit } = walletOf(call, services);
    return services.payments.topUp({ tenant, userId, unit, amountMinor: call.input.amount, idempotencyKey: call.idempotencyKey });
  },
});
