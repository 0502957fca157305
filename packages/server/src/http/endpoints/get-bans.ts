import { z } from 'zod';
import { banView } from '../chat-bans.ts';
import { chatRunBy } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { banSchema, chatIdSchema, onBehalfSchema } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';

export const getBans = endpoint({
  name: 'getBans',
  aliases: ['/v1/chats/:chatId/bans'],
  methods: ['GET'],
  summary: 'Who is banned from a chat, by user id; for its owner, moderators and backends.',
  access: { kind: 'user-or-service', scope: 'chats:read' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, limit: z.number().int().min(1).max(1_000).default(100), afterUserId: userIdSchema.optional().meta({ description: 'Cursor: `nextAfterUserId` of the page before.' }) }),
  output: z.object({ bans: z.array(banSchema), nextAfterUserId: z.string().exactOptional() }),
  handle: async (call, services) => {
    const { chatId, limit, afterUserId } = call.input;
    const { tenant } = await chatRunBy(['owner', 'moderator'], call, services);
    const found = await services.chats.bans({ tenant, chat: chatId, limit: limit + 1, ...(afterUserId === undefined ? {} : { afterUserId }) });
    const bans = found.slice(0, limit);
    const last = bans.at(-1);
    return { bans: bans.map(banView), ...(found.length > limit && last !== undefined ? { nextAfterUserId: last.userId } : {}) };
  },
});
