import { z } from 'zod';
import { keyedEndpoint } from '../endpoint.ts';
import { amountSchema, holdKeySchema, transferAnswerSchema, unitSchema, userIdSchema } from '../schemas/wallets.ts';
import { submitOne, walletOf } from '../wallet-call.ts';

export const postHold = keyedEndpoint({
  name: 'postHold',
  aliases: ['/v1/wallets/:userId/holds/:holdKey/post'],
  methods: ['POST'],
  summary: 'Moves what was held, or a part of it, and lets the rest go.',
  // Not the user: a hold that its payer can resolve would guarantee nothing to the payee.
  access: { kind: 'service', scope: 'wallets:write' },
  idempotencyField: 'idempotencyKey',
  input: z.object({ userId: userIdSchema, holdKey: holdKeySchema, amount: amountSchema.optional(), unit: unitSchema }),
  output: transferAnswerSchema,
  handle: async (call, services) => {
    const { input: { holdKey, amount }, idempotencyKey: key, reply } = call;
    const { tenant, account: payer } = walletOf(call, services);
    return submitOne(tenant, { kind: 'post', key, payer, holdKey, ...(amount === undefined ? {} : { amountMinor: amount }) }, { reply, ledger: services.ledger });
  },
});
