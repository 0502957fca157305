import { z } from 'zod';
import { actingUser } from '../chat-call.ts';
import { chatView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { chatSchema, onBehalfSchema } from '../schemas/chats.ts';

export const getChats = endpoint({
  name: 'getChats',
  aliases: ['/v1/chats'],
  methods: ['GET'],
  summary: 'Chats that a user is in, the one with the latest entry first.',
  access: { kind: 'user-or-service', scope: 'chats:read' },
  input: z.object({ userId: onBehalfSchema, limit: z.number().int().min(1).max(1_000).default(100) }),
  output: z.object({ chats: z.array(chatSchema), hasMore: z.boolean() }),
  handle: async (call, { chats }) => {
    const { limit } = call.input;
    const found = await chats.chatsOf({ ...actingUser(call), limit: limit + 1 });
    return { chats: found.slice(0, limit).map((chat) => chatView(chat, chat)), hasMore: found.length > limit };
  },
});
