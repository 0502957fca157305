import { z } from 'zod';
import { chatForChange } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, onBehalfSchema } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';

export const unbanMember = endpoint({
  name: 'unbanMember',
  aliases: ['/v1/chats/:chatId/members/:memberId/unban'],
  methods: ['POST'],
  summary: 'Lifts a ban: the user can be let in, or join a room, again. By who may ban.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, memberId: userIdSchema }),
  output: z.object({ wasBanned: z.boolean() }),
  handle: async (call, services) => {
    const { chatId, memberId } = call.input;
    const { tenant } = await chatForChange(call, { userId: memberId, to: undefined }, services);
    return { wasBanned: await services.chats.liftBan(tenant, chatId, memberId) };
  },
});
