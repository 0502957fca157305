import { z } from 'zod';
import { actingUser } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, onBehalfSchema } from '../schemas/chats.ts';

export const leaveChat = endpoint({
  name: 'leaveChat',
  aliases: ['/v1/chats/:chatId/leave'],
  methods: ['POST'],
  summary: 'Leaves a chat; what one wrote stays.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema }),
  output: z.object({ wasMember: z.boolean() }),
  handle: async (call, { chats }) => {
    const { tenant, userId } = actingUser(call);
    return { wasMember: await chats.remove(tenant, call.input.chatId, userId) };
  },
});
