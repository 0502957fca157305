import { type AiAmount, type AiBudget, aiScope, type AiScope, type AiStanding, aiSubject } from '@sora/core';
import { z } from 'zod';
import { badRequest } from '../bad-request.ts';
import { chatIdSchema, minorAmountSchema } from './chats.ts';
import { unitSchema, userIdSchema } from './wallets.ts';

const someTokens = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const aCost = z.object({ amount: minorAmountSchema, unit: unitSchema });

export const aiBudgetTargetSchema = z
  .object({
    chatId: chatIdSchema.optional().meta({ description: 'For the replies in this chat.' }),
    userId: userIdSchema.optional().meta({ description: 'For the replies that this user asked for. Without chat and user: for all.' }),
    budget: z
      .object({ tokens: someTokens.optional().meta({ description: 'Input and output together.' }), cost: aCost.optional() })
      .refine(({ tokens, cost }) => tokens !== undefined || cost !== undefined, { path: ['tokens'], message: 'A budget is of tokens, of cost, or of both.' })
      .nullable()
      .meta({ description: 'What replies may take from 00:00 to 24:00 UTC; null takes the budget away.' }),
  })
  .refine(({ chatId, userId }) => chatId === undefined || userId === undefined, { path: ['userId'], message: 'A budget is of a chat or of a user, not of both.' });

export const maxTokensSchema = someTokens.meta({ description: 'Most tokens it may take, input and output together. 0 gives back what is held for it.' });
export const maxCostSchema = aCost.optional().meta({ description: 'Most that it may cost. Without it a budget of cost lets it pass until it is used up.' });

type Target = z.output<typeof aiBudgetTargetSchema>;

export function aiScopeOf({ chatId, userId }: Pick<Target, 'chatId' | 'userId'>): AiScope {
  if (chatId !== undefined) return aiScope('chat', chatId);
  return userId === undefined ? aiScope('tenant', '') : aiScope('user', userId);
}

/** @throws {SoraError} `bad-request` for a unit that is not in use here */
export function aiBudgetOf({ tokens, cost }: NonNullable<Target['budget']>, units: readonly { readonly unit: string }[]): AiBudget {
  return { tokens, cost: cost && aiCostOf(cost, units, 'budget.cost.unit') };
}

/** @throws {SoraError} `bad-request` for a unit that is not in use here */
export function aiCostOf({ amount, unit }: z.output<typeof aCost>, units: readonly { readonly unit: string }[], path: string): NonNullable<AiBudget['cost']> {
  const found = unit === undefined ? units[0] : units.find((each) => each.unit === unit);
  if (found === undefined) throw badRequest([{ path, message: `It is not one of ${units.map((each) => each.unit).join(', ')}.` }]);
  return { amountMinor: amount, unit: found.unit };
}

const amountSchema = z.object({ tokens: z.number(), cost: z.string().exactOptional().meta({ description: 'In minor units of the budget.' }) });

export const aiStandingSchema = z.object({
  chatId: z.string().exactOptional(),
  userId: z.string().exactOptional(),
  budget: z.object({ tokens: z.number().exactOptional(), cost: z.object({ amount: z.string(), unit: z.string() }).exactOptional() }),
  used: amountSchema.meta({ description: 'Today, by replies that were kept.' }),
  held: amountSchema.meta({ description: 'For replies that are being generated.' }),
});

export function aiStandingView({ scope, budget: { tokens, cost }, used, held }: AiStanding): z.infer<typeof aiStandingSchema> {
  const amount = (of: AiAmount) => ({ tokens: of.tokens, ...(cost && { cost: `${of.costMinor}` }) });
  return {
    ...(scope.kind === 'chat' && { chatId: scope.chat }),
    ...(scope.kind === 'user' && { userId: scope.userId }),
    budget: { ...(tokens === undefined ? {} : { tokens }), ...(cost && { cost: { amount: `${cost.amountMinor}`, unit: cost.unit } }) },
    used: amount(used),
    held: amount(held),
  };
}

const cursorPattern = /^(chat|tenant|user):([!-~]{0,128})$/;

/** Names the last budget of a page. */
export function aiBudgetCursor({ scope }: AiStanding): string {
  return `${scope.kind}:${aiSubject(scope)}`;
}

export const aiBudgetCursorSchema = z
  .string()
  .max(200)
  .regex(cursorPattern, 'Not a cursor of this list.')
  .transform((cursor) => {
    const [, kind = '', subject = ''] = cursorPattern.exec(cursor) ?? [];
    return aiScope(kind as AiScope['kind'], subject);
  })
  .optional()
  .meta({ description: 'Cursor: `nextAfter` of the page before.' });
