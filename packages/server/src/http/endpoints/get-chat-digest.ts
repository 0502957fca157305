import { SoraError } from '@sora/core';
import { z } from 'zod';
import { seenChat } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, onBehalfSchema } from '../schemas/chats.ts';

export const getChatDigest = endpoint({
  name: 'getChatDigest',
  aliases: ['/v1/chats/:chatId/digest'],
  methods: ['GET'],
  summary: 'The rolling digest at a number: who has the same one has the same log up to there.',
  access: { kind: 'user-or-service', scope: 'chats:read' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, at: z.number().int().min(0).optional().meta({ description: 'Default: the end of the log.' }) }),
  output: z.object({ seq: z.number(), digest: z.string(), messages: z.number() }),
  handle: async (call, services) => {
    const { chatId, at } = call.input;
    const { tenant, chat } = await seenChat(call, services);
    const found = await services.chats.digest(tenant, chatId, at);
    if (found === undefined) throw new SoraError('unknown-message', { detail: `The log of "${chatId}" ends at ${chat.lastSeq}.` });
    return found;
  },
});
