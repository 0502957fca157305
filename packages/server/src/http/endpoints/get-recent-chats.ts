import { z } from 'zod';
import { chatView } from '../chat-views.ts';
import { endpoint } from '../endpoint.ts';
import { recentChatSchema } from '../schemas/chat-overview.ts';
import { tenantOf } from '../services.ts';

export const getRecentChats = endpoint({
  name: 'getRecentChats',
  methods: ['GET', 'POST'],
  summary: 'Chats of this tenant, the one with the latest entry first.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({ limit: z.number().int().min(1).max(100).default(20) }),
  output: z.object({ chats: z.array(recentChatSchema) }),
  handle: async ({ input: { limit }, principal }, { overview }) => {
    const found = await overview.recent(tenantOf(principal), limit);
    return { chats: found.map((chat) => ({ ...chatView(chat), lastAtMs: chat.lastAtMs })) };
  },
});
