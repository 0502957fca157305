import { type ChatKind, chatIdPattern, type ChatRole, installPattern, maxMinor, maxSlowModeMs, maxTextBytes } from '@sora/core';
import { z } from 'zod';
import { historySchema, unitSchema, userIdSchema, walletSchema } from './wallets.ts';

export const chatIdSchema = z.string().regex(chatIdPattern, 'A chat id is 1 to 64 letters, digits, _, . and -, not beginning with a dot.');

export const onBehalfSchema = userIdSchema.optional().meta({ description: 'The user a backend acts for. A session acts for its own user.' });

const kinds = ['direct', 'group', 'room'] as const satisfies readonly ChatKind[];
const roles = ['owner', 'moderator', 'member'] as const satisfies readonly ChatRole[];
export const chatKindSchema = z.enum(kinds);
export const chatRoleSchema = z.enum(roles);
export const slowModeSchema = z.number().int().min(0).max(maxSlowModeMs).meta({ description: 'Least time between two messages of one member, in milliseconds; 0 for none.' });

const aSeq = 'A number in a chat is a whole number from 1 to 9007199254740991.';
export const seqSchema = z.number({ error: aSeq }).int(aSeq).min(1, aSeq);
/** Where it stands in an address it comes as text. */
export const messageSeqSchema = z.union([seqSchema, z.string().regex(/^[1-9][0-9]{0,15}$/).transform(Number).refine(Number.isSafeInteger)], { error: aSeq }).meta({ description: 'Sequence number of the message.' });

const anInstallSeq = 'An install counts its sends with whole numbers from 1 to 9007199254740991.';

/** Who sent it is unique for ever: what comes again under the same identity is answered with the receipt of the first time. */
export const identityFields = {
  chatId: chatIdSchema,
  userId: onBehalfSchema,
  install: z.string().regex(installPattern, 'An install id is 1 to 64 letters, digits, _ and -.').meta({ description: 'The device, or the name a backend gives itself.' }),
  installSeq: z.number({ error: anInstallSeq }).int(anInstallSeq).min(1, anInstallSeq).meta({ description: 'Counts up on that device with each send, over all chats. With user and install it is the idempotency key.' }),
};

export const textSchema = z.string().meta({ description: `1 to ${maxTextBytes} bytes of UTF-8, without control characters but newline and tab, and without marks that turn the direction of writing.` });

const aPrice = `An amount is a string of digits: whole minor units from 0 to ${maxMinor}.`;

export const minorAmountSchema = z
  .string({ error: aPrice })
  .regex(/^(0|[1-9][0-9]{0,18})$/, { error: aPrice, abort: true })
  .refine((digits) => BigInt(digits) <= maxMinor, aPrice)
  .transform((digits) => BigInt(digits))
  .meta({ description: 'Whole minor units as a string of digits.' });

export const expectedPriceSchema = z.object({ amount: minorAmountSchema, unit: unitSchema }).optional().meta({ description: 'The price the user was shown; absent where it was free. If it is another one by now, nothing is sent or paid.' });

const minor = z.string().meta({ description: 'Minor units as a decimal string.' });

export const aiSchema = z.object({
  model: z.string(),
  inputTokens: z.number().int().min(0),
  outputTokens: z.number().int().min(0),
  cost: minorAmountSchema,
  unit: unitSchema,
  askedBy: userIdSchema.optional().meta({ description: 'The user who asked for it, whose budget it counts on.' }),
});

export const chatSchema = z.object({
  chatId: z.string(),
  kind: chatKindSchema,
  lastSeq: z.number().meta({ description: 'Number of the latest entry: 1, 2, 3 … without a gap.' }),
  digest: z.string().meta({ description: 'Rolling hash over all entries.' }),
  messages: z.number().meta({ description: 'Messages that are not deleted.' }),
  slowModeMs: z.number(),
  isClosed: z.boolean(),
  createdAtMs: z.number(),
  role: chatRoleSchema.exactOptional(),
  readSeq: z.number().exactOptional().meta({ description: 'How far this user has read.' }),
});

export const banSchema = z.object({
  userId: z.string(),
  untilMs: z.number().exactOptional().meta({ description: 'Absent: until it is lifted.' }),
  bannedBy: z.string().exactOptional().meta({ description: 'Absent: a backend.' }),
  atMs: z.number(),
});

export const memberSchema = z.object({ userId: z.string(), role: chatRoleSchema, joinedAtMs: z.number() });

/** The same JSON as on a live connection: everything that digests cover, so that a client can check the chain. */
export const entrySchema = z.object({
  seq: z.number(),
  kind: z.enum(['message', 'edit', 'delete']),
  target: z.number().exactOptional().meta({ description: 'The message that an edit or delete is about.' }),
  version: z.number(),
  userId: z.string(),
  install: z.string(),
  installSeq: z.number(),
  text: z.string().exactOptional().meta({ description: 'Absent once it was deleted or erased, and of a delete.' }),
  salt: z.string().exactOptional(),
  contentDigest: z.string().exactOptional().meta({ description: 'SHA-256 of salt and text; stays when they are erased.' }),
  paymentKey: z.string().exactOptional().meta({ description: 'The transfer that paid for it.' }),
  ai: z.object({ model: z.string(), inputTokens: z.number(), outputTokens: z.number(), costMinor: minor, unit: z.string(), askedBy: z.string().exactOptional() }).exactOptional(),
  digest: z.string(),
  atMs: z.number(),
});

export const sentSchema = z.object({
  kind: z.enum(['written', 'replayed']).meta({ description: 'replayed: it was sent before, and this is the receipt of that time.' }),
  receipt: z.object({ chat: z.string(), seq: z.number(), atMs: z.number(), digest: z.string() }),
  message: entrySchema,
});

export const readCursorSchema = z.object({ userId: z.string(), seq: z.number(), atMs: z.number() });

export const priceSchema = z.object({ amount: minor, unit: z.string() });
export const actionSchema = z.enum(['message']).meta({ description: 'What is paid for.' });

export const userBundleSchema = z.object({
  userId: z.string(),
  exportedAtMs: z.number(),
  chats: z.array(chatSchema),
  messages: z.array(entrySchema.extend({ chatId: z.string() })),
  wallets: z.array(walletSchema.extend({ history: historySchema.shape.postings })),
});
