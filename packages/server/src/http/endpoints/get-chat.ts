import { z } from 'zod';
import { seenChat } from '../chat-call.ts';
import { chatView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, chatSchema, onBehalfSchema } from '../schemas/chats.ts';

export const getChat = endpoint({
  name: 'getChat',
  aliases: ['/v1/chats/:chatId'],
  methods: ['GET'],
  summary: 'Where a chat stands: its latest number, digest and count, and how far its member has read.',
  access: { kind: 'user-or-service', scope: 'chats:read' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema }),
  output: chatSchema,
  handle: async (call, services) => {
    const { tenant, userId, chat, member } = await seenChat(call, services);
    if (userId === undefined || member === undefined) return chatView(chat);
    // A cursor never moves back: asking to move it to 0 asks where it is.
    const cursor = await services.chats.read(tenant, chat.id, { userId, seq: 0 });
    return chatView(chat, { role: member.role, readSeq: cursor?.seq ?? 0 });
  },
});
