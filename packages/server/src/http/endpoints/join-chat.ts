import { z } from 'zod';
import { actingUser, unknownChat } from '../chat-call.ts';
import { whyNotAdmitted } from '../chat-bans.ts';
import { chatView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, chatSchema, onBehalfSchema } from '../schemas/chats.ts';

export const joinChat = endpoint({
  name: 'joinChat',
  aliases: ['/v1/chats/:chatId/join'],
  methods: ['POST'],
  summary: 'Joins a live room; who is in it stays what they are, who is banned stays out.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema }),
  output: chatSchema,
  handle: async (call, { chats }) => {
    const { chatId } = call.input;
    const { tenant, userId } = actingUser(call);
    const [chat, member] = await Promise.all([chats.chat(tenant, chatId), chats.member(tenant, chatId, userId)]);
    if (chat === undefined || (member === undefined && chat.kind !== 'room')) throw unknownChat(chatId);
    if (member === undefined && !(await chats.admit(tenant, chatId, { userId, role: 'member' }))) throw await whyNotAdmitted(tenant, { chatId, userId }, chats);
    return chatView(chat, { role: member?.role ?? 'member' });
  },
});
