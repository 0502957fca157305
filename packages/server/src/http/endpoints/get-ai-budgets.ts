import { aiDayMs } from '@sora/core';
import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { aiBudgetCursor, aiBudgetCursorSchema, aiStandingSchema, aiStandingView } from '../schemas/ai-budgets.ts';
import { tenantOf } from '../services.ts';

export const getAiBudgets = endpoint({
  name: 'getAiBudgets',
  aliases: ['/v1/ai-budgets'],
  methods: ['GET'],
  summary: 'Budgets of AI replies and what was taken of each today: of chats, of all, of users.',
  access: { kind: 'service', scope: 'chats:read', orRole: 'operator' },
  input: z.object({ limit: z.number().int().min(1).max(200).default(50), after: aiBudgetCursorSchema }),
  output: z.object({ budgets: z.array(aiStandingSchema), resetsAtMs: z.number().meta({ description: 'When the next day begins, at 00:00 UTC.' }), nextAfter: z.string().exactOptional() }),
  handle: async ({ input: { limit, after }, principal }, { aiBudgets, clock }) => {
    const found = await aiBudgets.standings({ tenant: tenantOf(principal), limit: limit + 1, ...(after && { after }) });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const resetsAtMs = (Math.floor(clock.nowMs() / aiDayMs) + 1) * aiDayMs;
    return { budgets: page.map(aiStandingView), resetsAtMs, ...(found.length > limit && last !== undefined ? { nextAfter: aiBudgetCursor(last) } : {}) };
  },
});
