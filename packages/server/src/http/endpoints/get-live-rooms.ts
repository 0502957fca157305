import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { tenantOf } from '../services.ts';

export const getLiveRooms = endpoint({
  name: 'getLiveRooms',
  methods: ['GET', 'POST'],
  summary: 'Who watches and who talks now: rooms with their viewers over all servers, and chats with their entries a minute. As far as servers told each other, since this one started.',
  access: { kind: 'operator', role: 'viewer' },
  input: z.object({ limit: z.number().int().min(1).max(100).default(20) }),
  output: z.object({
    rooms: z.array(z.object({
      chatId: z.string(),
      viewers: z.number().exactOptional().meta({ description: 'Different users on each server, summed; absent where nobody watches, or it is no room.' }),
      servers: z.number().meta({ description: 'How many servers report viewers.' }),
      entriesPerMinute: z.number().meta({ description: 'Over the last minute.' }),
    })),
  }),
  handle: async ({ input: { limit }, principal }, { activity }) => ({
    rooms: activity.busiest(tenantOf(principal), limit).map(({ chat, viewers, servers, entriesPerMinute }) => ({ chatId: chat, servers, entriesPerMinute, ...(viewers === undefined ? {} : { viewers }) })),
  }),
});
