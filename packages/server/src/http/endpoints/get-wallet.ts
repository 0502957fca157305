import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { unitSchema, userIdSchema, walletSchema } from '../schemas/wallets.ts';
import { accountOf, walletOf } from '../wallet-call.ts';
import { walletView } from '../wallet-views.ts';

export const getWallet = endpoint({
  name: 'getWallet',
  aliases: ['/v1/wallets/:userId'],
  methods: ['GET'],
  summary: 'Balance of a wallet, and what of it is held and available.',
  access: { kind: 'user-or-service', scope: 'wallets:read' },
  input: z.object({ userId: userIdSchema, unit: unitSchema }),
  output: walletSchema,
  handle: async (call, services) => {
    const wallet = walletOf(call, services);
    return walletView(await accountOf(wallet, services), wallet);
  },
});
