import { z } from 'zod';
import { seenChat } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, memberSchema, onBehalfSchema } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';

export const getChatMembers = endpoint({
  name: 'getChatMembers',
  aliases: ['/v1/chats/:chatId/members'],
  methods: ['GET'],
  summary: 'Who is in a chat, by user id.',
  access: { kind: 'user-or-service', scope: 'chats:read' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, limit: z.number().int().min(1).max(1_000).default(100), afterUserId: userIdSchema.optional().meta({ description: 'Cursor: `nextAfterUserId` of the page before.' }) }),
  output: z.object({ members: z.array(memberSchema), nextAfterUserId: z.string().exactOptional() }),
  handle: async (call, services) => {
    const { chatId, limit, afterUserId } = call.input;
    const { tenant } = await seenChat(call, services);
    const found = await services.chats.members({ tenant, chat: chatId, limit: limit + 1, ...(afterUserId === undefined ? {} : { afterUserId }) });
    const members = found.slice(0, limit);
    const last = members.at(-1);
    return { members, ...(found.length > limit && last !== undefined ? { nextAfterUserId: last.userId } : {}) };
  },
});
