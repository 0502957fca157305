import { z } from 'zod';
import { keyedEndpoint } from '../endpoint.ts';
import { holdKeySchema, transferAnswerSchema, unitSchema, userIdSchema } from '../schemas/wallets.ts';
import { submitOne, walletOf } from '../wallet-call.ts';

export const voidHold = keyedEndpoint({
  name: 'voidHold',
  aliases: ['/v1/wallets/:userId/holds/:holdKey/void'],
  methods: ['POST'],
  summary: 'Lets a hold go: its money is available again.',
  // Not the user: a hold that its payer can resolve would guarantee nothing to the payee.
  access: { kind: 'service', scope: 'wallets:write' },
  idempotencyField: 'idempotencyKey',
  input: z.object({ userId: userIdSchema, holdKey: holdKeySchema, unit: unitSchema }),
  output: transferAnswerSchema,
  handle: async (call, services) => {
    const { input: { holdKey }, idempotencyKey: key, reply } = call;
    const { tenant, account: payer } = walletOf(call, services);
    return submitOne(tenant, { kind: 'void', key, payer, holdKey }, { reply, ledger: services.ledger });
  },
});
