import { z } from 'zod';
import { endpoint } from '../endpoint.ts';
import { aiBudgetOf, aiBudgetTargetSchema, aiScopeOf } from '../schemas/ai-budgets.ts';
import { tenantOf } from '../services.ts';

export const setAiBudget = endpoint({
  name: 'setAiBudget',
  aliases: ['/v1/ai-budgets'],
  methods: ['POST'],
  summary: 'Sets what AI replies may take a day, in one chat, for one user, or in all; or takes that budget away.',
  access: { kind: 'service', scope: 'chats:write', orRole: 'operator' },
  input: aiBudgetTargetSchema,
  output: z.object({}),
  handle: async ({ input, principal }, { aiBudgets, settings }) => {
    await aiBudgets.set(tenantOf(principal), aiScopeOf(input), input.budget === null ? undefined : aiBudgetOf(input.budget, settings.SORA_MONEY_UNITS));
    return {};
  },
});
