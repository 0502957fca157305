import { z } from 'zod';
import { chatView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { chatSchema } from '../schemas/chats.ts';
import { tenantOf } from '../services.ts';

export const findChats = endpoint({
  name: 'findChats',
  methods: ['GET', 'POST'],
  summary: 'Chats of this tenant whose ids begin so, in the order of their ids.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({
    prefix: z.string().max(64).default('').describe('Only ids that begin so'),
    after: z.string().max(64).optional().describe('Only ids after this one: the cursor of the next page'),
    limit: z.number().int().min(1).max(200).default(50),
  }),
  output: z.object({ chats: z.array(chatSchema), nextAfter: z.string().exactOptional() }),
  handle: async ({ input: { prefix, after, limit }, principal }, { chats }) => {
    const found = await chats.chats({ tenant: tenantOf(principal), prefix, limit: limit + 1, ...(after === undefined ? {} : { afterId: after }) });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { chats: page.map((chat) => chatView(chat)), ...(found.length > limit && last !== undefined ? { nextAfter: last.id } : {}) };
  },
});
