import { z } from 'zod';
import { chatRunBy, unknownChat } from '../chat-call.ts';
import { chatView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, chatSchema, onBehalfSchema, slowModeSchema } from '../schemas/chats.ts';

export const configureChat = endpoint({
  name: 'configureChat',
  aliases: ['/v1/chats/:chatId/settings'],
  methods: ['POST'],
  summary: 'Changes slow mode, or closes a chat and opens it again: by its owner or a backend.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, slowModeMs: slowModeSchema.optional(), isClosed: z.boolean().optional().meta({ description: 'A closed chat takes no more entries.' }) }),
  output: chatSchema,
  handle: async (call, services) => {
    const { chatId, slowModeMs, isClosed } = call.input;
    const { tenant, member } = await chatRunBy(['owner'], call, services);
    const chat = await services.chats.configure(tenant, chatId, { ...(slowModeMs === undefined ? {} : { slowModeMs }), ...(isClosed === undefined ? {} : { isClosed }) });
    if (chat === undefined) throw unknownChat(chatId);
    return chatView(chat, member);
  },
});
