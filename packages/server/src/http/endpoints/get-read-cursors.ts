import { z } from 'zod';
import { seenChat } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, onBehalfSchema, readCursorSchema } from '../schemas/chats.ts';

const most = 1_000;

export const getReadCursors = endpoint({
  name: 'getReadCursors',
  aliases: ['/v1/chats/:chatId/cursors'],
  methods: ['GET'],
  summary: 'How far the members of a chat have read, by user id; of a chat with more members, the first thousand.',
  access: { kind: 'user-or-service', scope: 'chats:read' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema }),
  output: z.object({ cursors: z.array(readCursorSchema), hasMore: z.boolean() }),
  handle: async (call, services) => {
    const { tenant, chat } = await seenChat(call, services);
    const found = await services.chats.cursors({ tenant, chat: chat.id, limit: most + 1 });
    return { cursors: found.slice(0, most), hasMore: found.length > most };
  },
});
