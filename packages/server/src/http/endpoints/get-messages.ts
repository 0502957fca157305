import { z } from 'zod';
import { seenChat } from '../chat-call.ts';
import { entryView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { chatIdSchema, entrySchema, onBehalfSchema, seqSchema } from '../schemas/chats.ts';
import { tenantOf } from '../services.ts';

export const getMessages = endpoint({
  name: 'getMessages',
  aliases: ['/v1/chats/:chatId/messages'],
  methods: ['GET'],
  summary: 'A stretch of a chat’s log, in order: what a device that lacks it fetches. Edits, deletes and erased texts stand in it as such.',
  access: { kind: 'user-or-service', scope: 'chats:read' },
  input: z.object({ chatId: chatIdSchema, userId: onBehalfSchema, from: seqSchema.default(1), to: seqSchema.optional().meta({ description: 'Default: the end of the log.' }), limit: z.number().int().min(1).max(500).default(100) }),
  output: z.object({ tenant: z.string(), chatId: z.string(), lastSeq: z.number(), entries: z.array(entrySchema), nextFrom: z.number().exactOptional() }),
  handle: async (call, services) => {
    const { chatId, from, limit, to = Number.MAX_SAFE_INTEGER } = call.input;
    // Asked together; what was read is answered only to who may see it.
    const [{ tenant, chat }, entries] = await Promise.all([seenChat(call, services), services.chats.range({ tenant: tenantOf(call.principal), chat: chatId, fromSeq: from, toSeq: to, limit })]);
    const last = entries.at(-1)?.seq ?? Infinity;
    return { tenant, chatId, lastSeq: Math.max(chat.lastSeq, entries.at(-1)?.seq ?? 0), entries: entries.map(entryView), ...(last < Math.min(to, chat.lastSeq) ? { nextFrom: last + 1 } : {}) };
  },
});
