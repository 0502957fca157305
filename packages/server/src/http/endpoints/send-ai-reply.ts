import { z } from 'zod';
import { sendAsAi } from '../chat-ai.ts';
import { contentOf, identityOf, sentAnswer } from '../chat-send.ts';
import { endpoint } from '../endpoint.ts';
import { aiSchema, identityFields, sentSchema, textSchema } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';

export const sendAiReply = endpoint({
  name: 'sendAiReply',
  aliases: ['/v1/chats/:chatId/ai-replies'],
  methods: ['POST'],
  summary: 'Writes the whole reply of an AI as one message with what it was made with. Its author is let in where they are not. It is kept whatever a budget says, and counted once.',
  access: { kind: 'service', scope: 'chats:write' },
  input: z.object({ ...identityFields, userId: userIdSchema.meta({ description: 'The user that the AI is.' }), text: textSchema, ai: aiSchema }),
  output: sentSchema,
  handle: async (call, services) => {
    const { text, ai: { cost, unit = services.settings.SORA_MONEY_UNITS[0].unit, askedBy, ...ai } } = call.input;
    const send = { kind: 'message', ...identityOf(call), content: contentOf(text), ai: { ...ai, costMinor: cost, unit, ...(askedBy === undefined ? {} : { askedBy }) } } as const;
    const outcome = await sendAsAi(send, services);
    return sentAnswer(outcome, call, services);
  },
});
