import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { historySchema, unitSchema, userIdSchema } from '../schemas/wallets.ts';
import { accountOf, walletOf } from '../wallet-call.ts';
import { postingView } from '../wallet-views.ts';

export const getWalletHistory = endpoint({
  name: 'getWalletHistory',
  aliases: ['/v1/wallets/:userId/history'],
  methods: ['GET'],
  summary: 'What was paid and received, newest first, each with the balance after it.',
  access: { kind: 'user-or-service', scope: 'wallets:read' },
  input: z.object({
    userId: userIdSchema,
    unit: unitSchema,
    limit: z.number().int().min(1).max(200).default(50),
    before: z.number().int().min(1).optional().meta({ description: 'Cursor: `nextBefore` of the page before.' }),
  }),
  output: historySchema,
  handle: async (call, services) => {
    const { limit, before } = call.input;
    const wallet = walletOf(call, services);
    const { tenant, account } = wallet;
    const found = await services.ledger.postings({ tenant, account, limit: limit + 1, ...(before === undefined ? {} : { beforePosting: before }) });
    // Asked only here, since a wallet with a history is there.
    if (found.length === 0) await accountOf(wallet, services);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { postings: page.map(postingView), ...(found.length > limit && last !== undefined ? { nextBefore: last.leg.posting } : {}) };
  },
});
