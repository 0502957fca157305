import { z } from 'zod';
import { keyedEndpoint } from '../endpoint.ts';
import { amountSchema, expiresInMsSchema, memoSchema, transferAnswerSchema, unitSchema, userIdSchema } from '../schemas/wallets.ts';
import { memoOf, spendAccountOf, submitOne, userAccount, walletOf } from '../wallet-call.ts';

export const placeHold = keyedEndpoint({
  name: 'placeHold',
  aliases: ['/v1/wallets/:userId/holds'],
  methods: ['POST'],
  summary: 'Reserves money of a wallet until the hold is posted, voided or times out. The idempotency key becomes the key of the hold.',
  access: { kind: 'user-or-service', scope: 'wallets:write' },
  idempotencyField: 'idempotencyKey',
  input: z.object({
    userId: userIdSchema,
    to: userIdSchema.optional().meta({ description: 'User whose wallet a post will pay. Default: the house.' }),
    amount: amountSchema,
    expiresInMs: expiresInMsSchema,
    unit: unitSchema,
    memo: memoSchema,
  }),
  output: transferAnswerSchema,
  handle: async (call, services) => {
    const { input: { to, amount, expiresInMs, memo }, idempotencyKey: key, reply } = call;
    const wallet = walletOf(call, services);
    const payee = to === undefined ? await spendAccountOf(wallet, services) : userAccount(to, wallet.unit);
    return submitOne(wallet.tenant, { kind: 'hold', key, payer: wallet.account, payee, amountMinor: amount, expiresInMs, ...memoOf(memo) }, { reply, ledger: services.ledger });
  },
});
