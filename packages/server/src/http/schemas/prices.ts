import { type Price, priceScope, scopeSubject, type SetPrice } from '@sora/core';
import { z } from 'zod';
import { badRequest } from '../bad-request.ts';
import { actionSchema, chatIdSchema, minorAmountSchema } from './chats.ts';
import { unitSchema, userIdSchema } from './wallets.ts';

const askedSchema = z
  .object({
    amount: minorAmountSchema.meta({ description: 'What it costs. 0 makes it free where a wider scope asks for something.' }),
    fee: minorAmountSchema.optional().meta({ description: 'The part of it that goes on to the house account "fees". Default: 0.' }),
    unit: unitSchema,
  })
  .refine(({ amount, fee = 0n }) => fee <= amount, { path: ['fee'], message: 'A fee is a part of its price: 0 up to all of it.' });

export const priceTargetSchema = z
  .object({
    chatId: chatIdSchema.optional().meta({ description: 'For this chat only.' }),
    creatorId: userIdSchema.optional().meta({ description: 'For the chats of this user: those where they are the owner who joined first. Without chat and creator: everywhere.' }),
    action: actionSchema.default('message'),
    price: askedSchema.nullable().meta({ description: 'null takes it away: then that of the next wider scope holds.' }),
  })
  .refine(({ chatId, creatorId }) => chatId === undefined || creatorId === undefined, { path: ['creatorId'], message: 'A price is of a chat or of a creator, not of both.' });

/** @throws {SoraError} `bad-request` for a unit that is not in use here */
export function priceOf({ amount, fee = 0n, unit }: z.output<typeof askedSchema>, units: readonly { readonly unit: string }[]): Price {
  const found = unit === undefined ? units[0] : units.find((each) => each.unit === unit);
  if (found === undefined) throw badRequest([{ path: 'price.unit', message: `It is not one of ${units.map((each) => each.unit).join(', ')}.` }]);
  return { unit: found.unit, amountMinor: amount, feeMinor: fee };
}

export const setPriceSchema = z.object({
  chatId: z.string().exactOptional(),
  creatorId: z.string().exactOptional(),
  action: z.string(),
  price: z.object({ amount: z.string(), fee: z.string(), unit: z.string() }),
});

export function setPriceView({ scope, action, price: { amountMinor, feeMinor, unit } }: SetPrice): z.infer<typeof setPriceSchema> {
  return {
    ...(scope.kind === 'chat' && { chatId: scope.chat }),
    ...(scope.kind === 'creator' && { creatorId: scope.userId }),
    action,
    price: { amount: `${amountMinor}`, fee: `${feeMinor}`, unit },
  };
}

const cursorPattern = /^(chat|creator|tenant):([a-z][a-z0-9-]*):([!-~]*)$/;

/** Names the last price of a page. */
export function priceCursor({ scope, action }: SetPrice): string {
  return `${scope.kind}:${action}:${scopeSubject(scope)}`;
}

export const priceCursorSchema = z
  .string()
  .max(200)
  .regex(cursorPattern, 'Not a cursor of this list.')
  .transform((cursor) => {
    const [, kind = '', action = '', subject = ''] = cursorPattern.exec(cursor) ?? [];
    return { scope: priceScope(kind as SetPrice['scope']['kind'], subject), action };
  })
  .optional()
  .meta({ description: 'Cursor: `nextAfter` of the page before.' });
