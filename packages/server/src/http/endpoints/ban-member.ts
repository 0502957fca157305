import { maxBanMs } from '@sora/core';
import { z } from 'zod';
import { banView } from '../chat-bans.ts';
import { chatForChange, unknownChat } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { banSchema, chatIdSchema, onBehalfSchema } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';

export const banMember = endpoint({
  name: 'banMember',
  aliases: ['/v1/chats/:chatId/members/:memberId/ban'],
  methods: ['POST'],
  summary: 'Takes a user out of a chat and keeps them out, for a time or until it is lifted: an owner everyone, a moderator plain members and who is not in it.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({
    chatId: chatIdSchema,
    userId: onBehalfSchema,
    memberId: userIdSchema,
    forMs: z.number().int().min(1).max(maxBanMs).optional().meta({ description: 'How long, in milliseconds by the clock of the server. Without it: until the ban is lifted.' }),
  }),
  output: banSchema,
  handle: async (call, services) => {
    const { chatId, memberId, forMs } = call.input;
    const { tenant, userId } = await chatForChange(call, { userId: memberId, to: undefined }, services);
    const ban = await services.chats.ban(tenant, chatId, { userId: memberId, bannedBy: userId, forMs });
    if (ban === undefined) throw unknownChat(chatId);
    return banView(ban);
  },
});
