import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { unitSchema, userIdSchema, walletSchema } from '../schemas/wallets.ts';
import { walletOf } from '../wallet-call.ts';
import { walletView } from '../wallet-views.ts';

export const openWallet = endpoint({
  name: 'openWallet',
  aliases: ['/v1/wallets'],
  methods: ['POST'],
  summary: 'Opens a wallet for a user, empty; answers the one that is there, as it is.',
  access: { kind: 'service', scope: 'wallets:write' },
  input: z.object({ userId: userIdSchema, unit: unitSchema }),
  output: walletSchema,
  handle: async (call, services) => {
    const wallet = walletOf(call, services);
    return walletView(await services.ledger.open(wallet.tenant, { kind: 'user', unit: wallet.unit, owner: wallet.userId }), wallet);
  },
});
