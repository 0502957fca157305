import { z } from 'zod';
import { actingUser, unknownChat } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, onBehalfSchema, readCursorSchema, seqSchema } from '../schemas/chats.ts';

export const markRead = endpoint({
  name: 'markRead',
  aliases: ['/v1/chats/:chatId/read'],
  methods: ['POST'],
  summary: 'Moves the read cursor of a member forward; it never goes back, nor past the end. Answers where it is.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, seq: seqSchema.meta({ description: 'Everything up to here was read.' }) }),
  output: readCursorSchema,
  handle: async (call, { chats }) => {
    const { chatId, seq } = call.input;
    const { tenant, userId } = actingUser(call);
    const cursor = await chats.read(tenant, chatId, { userId, seq });
    if (cursor === undefined) throw unknownChat(chatId);
    return cursor;
  },
});
