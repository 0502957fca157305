import { priceScope } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { priceOf, priceTargetSchema } from '../schemas/prices.ts';
import { tenantOf } from '../services.ts';

export const setPrice = endpoint({
  name: 'setPrice',
  aliases: ['/v1/prices'],
  methods: ['POST'],
  summary: 'Sets what an action costs in one chat, in the chats of one creator, or everywhere; or takes that price away.',
  access: { kind: 'service', scope: 'chats:write' },
  input: priceTargetSchema,
  output: z.object({}),
  handle: async ({ input: { chatId, creatorId, action, price }, principal }, { prices, settings }) => {
    const scope = chatId !== undefined ? priceScope('chat', chatId) : creatorId !== undefined ? priceScope('creator', creatorId) : priceScope('tenant', '');
    await prices.set({ tenant: tenantOf(principal), scope, action }, price === null ? undefined : priceOf(price, settings.SORA_MONEY_UNITS));
    return {};
  },
});
