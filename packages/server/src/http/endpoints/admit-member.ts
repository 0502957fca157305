import { SoraError } from '@sora/core';
import { z } from 'zod';
import { whyNotAdmitted } from '../chat-bans.ts';
import { chatForChange } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, chatRoleSchema, memberSchema, onBehalfSchema } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';

export const admitMember = endpoint({
  name: 'admitMember',
  aliases: ['/v1/chats/:chatId/members'],
  methods: ['POST'],
  summary: 'Lets a user into a chat, or changes their role: an owner every role, a moderator plain members only.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, memberId: userIdSchema.meta({ description: 'The user who is let in.' }), role: chatRoleSchema.default('member') }),
  output: memberSchema,
  handle: async (call, services) => {
    const { chatId, memberId, role } = call.input;
    const { tenant } = await chatForChange(call, { userId: memberId, to: role }, services);
    if (!(await services.chats.admit(tenant, chatId, { userId: memberId, role }))) throw await whyNotAdmitted(tenant, { chatId, userId: memberId }, services.chats);
    const member = await services.chats.member(tenant, chatId, memberId);
    if (member === undefined) throw new SoraError('not-a-member', { detail: `${memberId} was removed at the same time.` });
    return member;
  },
});
