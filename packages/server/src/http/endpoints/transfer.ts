import { z } from 'zod';
import { keyedEndpoint } from '../endpoint.ts';
import { amountSchema, memoSchema, transferAnswerSchema, unitSchema, userIdSchema } from '../schemas/wallets.ts';
import { memoOf, submitOne, userAccount, walletOf } from '../wallet-call.ts';

export const transfer = keyedEndpoint({
  name: 'transfer',
  aliases: ['/v1/wallets/:userId/transfers'],
  methods: ['POST'],
  summary: 'Moves money from a wallet to the wallet of another user, once for each key.',
  access: { kind: 'user-or-service', scope: 'wallets:write' },
  idempotencyField: 'idempotencyKey',
  input: z.object({ userId: userIdSchema, to: userIdSchema.meta({ description: 'User whose wallet is paid.' }), amount: amountSchema, unit: unitSchema, memo: memoSchema }),
  output: transferAnswerSchema,
  handle: async (call, services) => {
    const { input: { to, amount, memo }, idempotencyKey: key, reply } = call;
    const { tenant, unit, account: payer } = walletOf(call, services);
    return submitOne(tenant, { kind: 'transfer', key, payer, payee: userAccount(to, unit), amountMinor: amount, ...memoOf(memo) }, { reply, ledger: services.ledger });
  },
});
