import { z } from 'zod';
import { chatForChange } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, onBehalfSchema } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';

export const removeMember = endpoint({
  name: 'removeMember',
  aliases: ['/v1/chats/:chatId/members/:memberId/remove'],
  methods: ['POST'],
  summary: 'Takes a user out of a chat: an owner everyone, a moderator plain members only. What they wrote stays.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, memberId: userIdSchema }),
  output: z.object({ wasMember: z.boolean() }),
  handle: async (call, services) => {
    const { chatId, memberId } = call.input;
    const { tenant } = await chatForChange(call, { userId: memberId, to: undefined }, services);
    return { wasMember: await services.chats.remove(tenant, chatId, memberId) };
  },
});
