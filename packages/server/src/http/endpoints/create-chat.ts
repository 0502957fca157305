import { SoraError } from '@sora/core';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { actingUser } from '../chat-call.ts';
import { chatView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, chatKindSchema, chatSchema, onBehalfSchema, slowModeSchema } from '../schemas/chats.ts';

export const createChat = endpoint({
  name: 'createChat',
  aliases: ['/v1/chats'],
  methods: ['POST'],
  summary: 'Makes a chat with its owner, and answers it; one that is there is answered to its members as it is.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ id: chatIdSchema.optional().meta({ description: 'Default: made by the server.' }), kind: chatKindSchema, slowModeMs: slowModeSchema.optional(), userId: onBehalfSchema }),
  output: chatSchema,
  handle: async (call, { chats }) => {
    const { id = randomUUID(), kind, slowModeMs } = call.input;
    const { tenant, userId: owner } = actingUser(call);
    const chat = await chats.create({ tenant, id, kind, owner, ...(slowModeMs === undefined ? {} : { slowModeMs }) });
    const member = await chats.member(tenant, id, owner);
    if (member === undefined) throw new SoraError('not-a-member', { detail: `The id "${id}" is taken by another chat.` });
    return chatView(chat, member);
  },
});
