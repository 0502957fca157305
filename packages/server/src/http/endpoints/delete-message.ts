import { z } from 'zod';
import { identityOf, sentAnswer } from '../chat-send.ts';
import { endpoint } from '../endpoint.ts';
import { identityFields, messageSeqSchema, sentSchema } from '../schemas/chats.ts';

export const deleteMessage = endpoint({
  name: 'deleteMessage',
  aliases: ['/v1/chats/:chatId/messages/:seq/delete'],
  methods: ['POST'],
  summary: 'Deletes a message: its author, a moderator or an owner. Its text and those of all its edits are removed; digests stay valid.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ ...identityFields, seq: messageSeqSchema }),
  output: sentSchema,
  handle: async (call, services) => {
    const outcome = await services.chats.send({ kind: 'delete', ...identityOf(call), target: call.input.seq });
    return sentAnswer(outcome, call, services);
  },
});
