import { z } from 'zod';
import { contentOf, identityOf, sentAnswer } from '../chat-send.ts';
import { endpoint } from '../endpoint.ts';
import { identityFields, messageSeqSchema, sentSchema, textSchema } from '../schemas/chats.ts';

export const editMessage = endpoint({
  name: 'editMessage',
  aliases: ['/v1/chats/:chatId/messages/:seq/edit'],
  methods: ['POST'],
  summary: 'Writes a new version of a message, by its author.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ ...identityFields, seq: messageSeqSchema, text: textSchema }),
  output: sentSchema,
  handle: async (call, services) => {
    const { seq: target, text } = call.input;
    const outcome = await services.chats.send({ kind: 'edit', ...identityOf(call), target, content: contentOf(text) });
    return sentAnswer(outcome, call, services);
  },
});
