import { z } from 'zod';
import { contentOf, identityOf, sendPriced, sentAnswer } from '../chat-send.ts';
import { endpoint } from '../endpoint.ts';
import { expectedPriceSchema, identityFields, sentSchema, textSchema } from '../schemas/chats.ts';

export const sendMessage = endpoint({
  name: 'sendMessage',
  aliases: ['/v1/chats/:chatId/messages'],
  methods: ['POST'],
  summary: 'Writes a message, once for each number of an install; where it has a price, message and payment happen together or not at all.',
  access: { kind: 'user-or-service', scope: 'chats:write' },
  input: z.object({ ...identityFields, text: textSchema, price: expectedPriceSchema }),
  output: sentSchema,
  handle: async (call, services) => {
    const { text, price } = call.input;
    const expected = price && { amountMinor: price.amount, unit: price.unit ?? services.settings.SORA_MONEY_UNITS[0].unit };
    const outcome = await sendPriced({ send: { kind: 'message', ...identityOf(call), content: contentOf(text) }, expected }, call, services);
    return sentAnswer(outcome, call, services);
  },
});
