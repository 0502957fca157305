import { maxHoldMs, maxMemoLength, maxMinor, userIdPattern } from '@sora/core';
import { z } from 'zod';
import { idempotencyKeyPattern } from '../idempotency-key.ts';

export const userIdSchema = z.string().regex(userIdPattern, 'A user id is 1 to 128 visible ASCII characters.');

export const unitSchema = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,15}$/, 'A unit is up to 16 capitals, digits and _, such as USD.')
  .optional()
  .meta({ description: 'One of SORA_MONEY_UNITS. Default: the first of them.' });

const anAmount = `An amount is a string of digits: whole minor units from 1 to ${maxMinor}, such as "500" for 5.00 USD.`;

/** Text on the wire, since a JSON number loses digits past 2^53; a bigint from here on. */
export const amountSchema = z
  .string({ error: anAmount })
  .regex(/^[1-9][0-9]{0,18}$/, { error: anAmount, abort: true })
  .refine((digits) => BigInt(digits) <= maxMinor, anAmount)
  .transform((digits) => BigInt(digits))
  .meta({ description: 'Whole minor units as a string of digits, such as "500" for 5.00 USD.' });

/** Control characters would break lines of a statement; those that turn the direction of writing would make it read as another one. */
const unwrittenInMemos = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

export const memoSchema = z
  .string()
  .min(1)
  .max(maxMemoLength, { abort: true })
  .refine((text) => text.isWellFormed() && !unwrittenInMemos.test(text), 'A memo is one line of text, without control characters and without marks that turn the direction of writing.')
  .optional()
  .meta({ description: 'A note of a person beside the transfer. It can be erased later.' });

export const holdKeySchema = z.string().regex(idempotencyKeyPattern, 'The key that the hold was placed with: 1 to 200 visible ASCII characters.').meta({ description: 'The idempotency key that the hold was placed with.' });

export const expiresInMsSchema = z.number().int().min(1).max(maxHoldMs).meta({ description: 'How long the hold stays open, in milliseconds; then it is let go by itself.' });

const minor = z.string().meta({ description: 'Minor units as a decimal string.' });
const party = z.object({ kind: z.enum(['user', 'house', 'clearing']), id: z.string() });

export const walletSchema = z.object({
  userId: z.string(),
  unit: z.string(),
  exponent: z.number().meta({ description: 'Digits after the decimal point when people read it: 2 for USD.' }),
  balance: minor,
  held: minor.meta({ description: 'Reserved by open holds; part of the balance.' }),
  available: minor.meta({ description: 'What may be spent now.' }),
  frozen: z.boolean().meta({ description: 'Refuses debits, takes credits.' }),
});

export const transferSchema = z.object({
  key: z.string(),
  kind: z.enum(['transfer', 'hold', 'post', 'void', 'expire']),
  from: party,
  to: party,
  unit: z.string(),
  amount: minor,
  memo: z.string().exactOptional(),
  holdKey: z.string().exactOptional(),
  expiresAtMs: z.number().exactOptional(),
  posting: z.number().meta({ description: 'Its number in the history of who pays: 1, 2, 3 … without a gap.' }),
  balanceAfter: minor.meta({ description: 'Of who pays.' }),
  heldAfter: minor.meta({ description: 'Of who pays.' }),
  atMs: z.number(),
  receipt: z.object({ lane: z.number(), seq: z.number(), seal: z.string() }).meta({ description: 'Where it stands in the sealed ledger, for `sora verify`.' }),
});

export const transferAnswerSchema = z.object({
  kind: z.enum(['posted', 'replayed']).meta({ description: 'replayed: this key was booked before, and this is the transfer of that time.' }),
  transfer: transferSchema,
});

export const historySchema = z.object({
  postings: z.array(
    z.object({
      posting: z.number(),
      kind: transferSchema.shape.kind,
      key: z.string(),
      counterparty: party,
      change: minor.meta({ description: 'What it did to the balance: negative for a debit, 0 where nothing moved.' }),
      amount: minor,
      balanceAfter: minor,
      heldAfter: minor,
      memo: z.string().exactOptional(),
      holdKey: z.string().exactOptional(),
      atMs: z.number(),
    }),
  ),
  nextBefore: z.number().exactOptional().meta({ description: 'Cursor of the next page; absent on the last.' }),
});

export const holdsSchema = z.object({
  holds: z.array(z.object({ key: z.string(), to: party, unit: z.string(), amount: minor, memo: z.string().exactOptional(), placedAtMs: z.number(), expiresAtMs: z.number() })),
  hasMore: z.boolean(),
});
