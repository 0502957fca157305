import { z } from 'zod';
import { unknownChat } from '../chat-call.ts';
import { endpoint } from '../endpoint.ts';
import { outlineSchema, outlineView } from '../schemas/chat-overview.ts';
import { chatIdSchema, seqSchema } from '../schemas/chats.ts';
import { tenantOf } from '../services.ts';

export const getChatEntries = endpoint({
  name: 'getChatEntries',
  methods: ['GET', 'POST'],
  summary: 'Entries of a chat as operators see them, newest first: number, kind, author, versions, size and payment. The text stays where it is.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({
    chatId: chatIdSchema,
    before: seqSchema.optional().meta({ description: 'Only entries with a smaller number: the cursor of the next page.' }),
    limit: z.number().int().min(1).max(500).default(50),
  }),
  output: z.object({ entries: z.array(outlineSchema), nextBefore: z.number().exactOptional() }),
  handle: async ({ input: { chatId, before, limit }, principal }, { chats, overview }) => {
    const tenant = tenantOf(principal);
    const found = await overview.entries({ tenant, chat: chatId, limit: limit + 1, ...(before === undefined ? {} : { beforeSeq: before }) });
    if (found.length === 0 && (await chats.chat(tenant, chatId)) === undefined) throw unknownChat(chatId);
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return { entries: page.map(outlineView), ...(found.length > limit && last !== undefined ? { nextBefore: last.seq } : {}) };
  },
});
