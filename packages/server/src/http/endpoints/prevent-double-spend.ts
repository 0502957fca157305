import { z } from 'zod';
import { keyedEndpoint } from '../endpoint.ts';
import { amountSchema, transferAnswerSchema, unitSchema, userIdSchema } from '../schemas/wallets.ts';
import { spendAccountOf, submitOne, walletOf } from '../wallet-call.ts';

export const preventDoubleSpend = keyedEndpoint({
  name: 'preventDoubleSpend',
  aliases: ['/v1/wallets/:userId/spend'],
  methods: ['POST'],
  summary: 'Moves money from a wallet to what the house has earned, once for each operation.',
  access: { kind: 'user-or-service', scope: 'wallets:write' },
  idempotencyField: 'operationId',
  input: z.object({ userId: userIdSchema, amount: amountSchema, unit: unitSchema }),
  output: transferAnswerSchema,
  handle: async (call, services) => {
    const { input: { amount }, idempotencyKey: key, reply } = call;
    const wallet = walletOf(call, services);
    const payee = await spendAccountOf(wallet, services);
    return submitOne(wallet.tenant, { kind: 'transfer', key, payer: wallet.account, payee, amountMinor: amount }, { reply, ledger: services.ledger });
  },
});
