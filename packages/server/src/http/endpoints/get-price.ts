import { z } from 'zod';
import { seenChat } from '../chat-call.ts';
import { priceView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { actionSchema, chatIdSchema, onBehalfSchema, priceSchema } from '../schemas/chats.ts';

export const getPrice = endpoint({
  name: 'getPrice',
  aliases: ['/v1/chats/:chatId/price'],
  methods: ['GET'],
  summary: 'What a message costs this user in a chat now: what the app shows before it sends.',
  access: { kind: 'user-or-service', scope: 'chats:read' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, action: actionSchema.default('message') }),
  output: priceSchema,
  handle: async (call, services) => {
    const { chatId, action } = call.input;
    const { tenant, userId } = await seenChat(call, services);
    const { price, creator } = await services.prices.find({ tenant, chat: chatId, action });
    return priceView(creator !== undefined && creator === userId ? undefined : price, services.settings.SORA_MONEY_UNITS[0].unit);
  },
});
