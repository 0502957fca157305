import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { holdsSchema, unitSchema, userIdSchema } from '../schemas/wallets.ts';
import { accountOf, walletOf } from '../wallet-call.ts';
import { holdView } from '../wallet-views.ts';

export const getWalletHolds = endpoint({
  name: 'getWalletHolds',
  aliases: ['/v1/wallets/:userId/holds'],
  methods: ['GET'],
  summary: 'Open holds of a wallet, the one that times out first first.',
  access: { kind: 'user-or-service', scope: 'wallets:read' },
  input: z.object({ userId: userIdSchema, unit: unitSchema, limit: z.number().int().min(1).max(200).default(50) }),
  output: holdsSchema,
  handle: async (call, services) => {
    const { limit } = call.input;
    const wallet = walletOf(call, services);
    const found = await services.ledger.openHolds({ tenant: wallet.tenant, payer: wallet.account, limit: limit + 1 });
    if (found.length === 0) await accountOf(wallet, services);
    return { holds: found.slice(0, limit).map(holdView), hasMore: found.length > limit };
  },
});
