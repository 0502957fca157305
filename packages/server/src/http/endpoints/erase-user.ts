import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { userIdSchema } from '../schemas/wallets.ts';
import { actorOf, tenantOf } from '../services.ts';
import { eraseUserContents } from '../user-erasure.ts';

export const eraseUser = endpoint({
  name: 'eraseUser',
  aliases: ['/v1/users/:userId/erase'],
  methods: ['POST'],
  summary: 'Removes what a user wrote, in messages, documents and beside payments. Chats and ledger stay whole: their digests and seals cover hashes only.',
  access: { kind: 'service', scope: 'chats:write', andScope: 'wallets:write' },
  input: z.object({ userId: userIdSchema }),
  output: z.object({ texts: z.number(), documents: z.number(), memos: z.number(), isComplete: z.boolean().meta({ description: 'false: there is more; ask again.' }) }),
  handle: async ({ input: { userId }, principal }, services) => {
    const tenant = tenantOf(principal);
    const erased = await eraseUserContents(tenant, userId, services);
    await services.recordEvent({ tenant, type: 'USER_ERASED', severity: 'info', subject: userId, actor: actorOf(principal), payload: { ...erased } });
    return erased;
  },
});
