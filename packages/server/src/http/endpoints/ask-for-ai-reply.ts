import { SoraError } from '@sora/core';
import { z } from 'zod';
import { seenChat } from '../chat-call.ts';
import { identityOf } from '../chat-send.ts';
import { endpoint } from '../endpoint.ts';
import { aiCostOf, maxCostSchema, maxTokensSchema } from '../schemas/ai-budgets.ts';
import { identityFields } from '../schemas/chats.ts';
import { userIdSchema } from '../schemas/wallets.ts';

export const askForAiReply = endpoint({
  name: 'askForAiReply',
  aliases: ['/v1/chats/:chatId/ai-replies/ask'],
  methods: ['POST'],
  summary: 'Asks, before a reply is generated, if the budgets hold it, and holds it in them for ten minutes. Under the identity that the reply will have.',
  access: { kind: 'service', scope: 'chats:write' },
  input: z.object({
    ...identityFields,
    userId: userIdSchema.meta({ description: 'The user that the AI is.' }),
    askedBy: userIdSchema.optional().meta({ description: 'The user who asks for it, whose budget it counts on.' }),
    maxTokens: maxTokensSchema,
    maxCost: maxCostSchema,
  }),
  output: z.object({
    kind: z.enum(['granted', 'released', 'kept']).meta({ description: 'kept: the reply is in the chat already, there is nothing to generate.' }),
    untilMs: z.number().exactOptional().meta({ description: 'So long it is held. Ask again to hold it longer.' }),
  }),
  handle: async (call, services) => {
    const { askedBy, maxTokens, maxCost = { amount: 0n, unit: undefined } } = call.input;
    await seenChat({ principal: call.principal, input: { chatId: call.input.chatId } }, services);
    const answer = await services.aiBudgets.ask({ ...identityOf(call), askedBy, maxTokens, maxCost: aiCostOf(maxCost, services.settings.SORA_MONEY_UNITS, 'maxCost.unit') });
    if (answer.kind !== 'refused') return answer;
    const { code, detail, retryAfterMs } = answer;
    throw new SoraError(code, { detail, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) });
  },
});
