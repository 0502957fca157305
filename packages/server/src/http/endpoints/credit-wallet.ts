import { z } from 'zod';
import { keyedEndpoint } from '../endpoint.ts';
import { amountSchema, memoSchema, transferAnswerSchema, unitSchema, userIdSchema } from '../schemas/wallets.ts';
import { memoOf, submitOne, walletOf } from '../wallet-call.ts';

export const creditWallet = keyedEndpoint({
  name: 'creditWallet',
  aliases: ['/v1/wallets/:userId/credits'],
  methods: ['POST'],
  summary: 'Credits a wallet with money that came in by a way SORA does not handle itself: an app store, a bank, a gift. The key is unique per source.',
  // A scope of its own: whoever has it can make money.
  access: { kind: 'service', scope: 'wallets:credit' },
  idempotencyField: 'idempotencyKey',
  input: z.object({
    userId: userIdSchema, amount: amountSchema, unit: unitSchema, memo: memoSchema,
    from: z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'A source is lowercase letters, digits and dashes.').refine((name) => name !== 'stripe' && name !== 'wise', 'SORA books for this provider itself.').meta({ description: 'Where the money came from, such as app-store; its clearing account is debited.' }),
  }),
  output: transferAnswerSchema,
  handle: async (call, services) => {
    const { input: { amount, from, memo }, idempotencyKey: key, reply } = call;
    const { tenant, unit, account: payee } = walletOf(call, services);
    const payer = await services.opened.id(tenant, { kind: 'clearing', unit, owner: from });
    return submitOne(tenant, { kind: 'transfer', key, payer, payee, amountMinor: amount, ...memoOf(memo) }, { reply, ledger: services.ledger });
  },
});
