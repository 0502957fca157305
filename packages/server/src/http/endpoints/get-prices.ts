import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { priceCursor, priceCursorSchema, setPriceSchema, setPriceView } from '../schemas/prices.ts';
import { tenantOf } from '../services.ts';

export const getPrices = endpoint({
  name: 'getPrices',
  aliases: ['/v1/prices'],
  methods: ['GET'],
  summary: 'Prices that were set, the narrowest scope first.',
  access: { kind: 'service', scope: 'chats:read' },
  input: z.object({ limit: z.number().int().min(1).max(200).default(50), after: priceCursorSchema }),
  output: z.object({ prices: z.array(setPriceSchema), nextAfter: z.string().exactOptional() }),
  handle: async ({ input: { limit, after }, principal }, { prices }) => {
    const found = await prices.list({ tenant: tenantOf(principal), limit: limit + 1, ...(after && { after }) });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { prices: page.map(setPriceView), ...(found.length > limit && last !== undefined ? { nextAfter: priceCursor(last) } : {}) };
  },
});
