import type { ChatCorrection, EntryOutline, LogState } from '@sora/core';
import { z } from 'zod';
import { chatRoleSchema, chatSchema, memberSchema } from './chats.ts';

export const recentChatSchema = chatSchema.extend({ lastAtMs: z.number().meta({ description: 'Of its latest entry; of a chat without one, when it was made.' }) });

export const rangeSchema = z.object({ fromSeq: z.number(), toSeq: z.number() });

export const headSchema = z.object({ lastSeq: z.number(), digest: z.string(), messages: z.number() });

export const logStateSchema = z.object({
  lastSeq: z.number().meta({ description: 'Of the last entry that is there; 0 for none.' }),
  digest: z.string(),
  messages: z.number().exactOptional().meta({ description: 'Messages that are not deleted; absent where too many came since they were last counted.' }),
  knownSeq: z.number().meta({ description: 'How far there were entries, as counted before or as a head says that nobody altered. Greater than lastSeq: some are gone.' }),
});

export const stripSchema = rangeSchema.extend({
  stretches: z.array(rangeSchema.extend({ messages: z.number(), edits: z.number(), deletes: z.number() })).meta({ description: 'In order, without a hole between them. What a stretch does not come to is missing.' }),
  gaps: z.array(rangeSchema).meta({ description: 'The first numbers without an entry.' }),
  missing: z.number().meta({ description: 'How many numbers of the strip have no entry.' }),
});

export const memberSummarySchema = z.object({
  counts: z.record(chatRoleSchema, z.number()),
  isMore: z.boolean().meta({ description: 'True where there are more than were counted.' }),
  shown: z.array(memberSchema),
});

/** An entry without its text, which is the user's. */
export const outlineSchema = z.object({
  seq: z.number(),
  kind: z.enum(['message', 'edit', 'delete']),
  target: z.number().exactOptional(),
  version: z.number(),
  userId: z.string(),
  textBytes: z.number().exactOptional().meta({ description: 'Of its text, in UTF-8; absent once erased, and of a delete.' }),
  paymentKey: z.string().exactOptional(),
  model: z.string().exactOptional().meta({ description: 'Which AI wrote it.' }),
  latest: z.object({ version: z.number(), isDeleted: z.boolean() }).exactOptional().meta({ description: 'The latest version of a message that was changed.' }),
  atMs: z.number(),
});

export const correctionSchema = z.object({
  kind: z.enum(['corrected', 'unresolvable', 'was-right']).meta({ description: 'unresolvable: entries are missing, and nothing was touched.' }),
  before: headSchema,
  after: headSchema,
});

export function logStateView({ lastSeq, digest, messages, knownSeq }: LogState): z.input<typeof logStateSchema> {
  return { lastSeq, digest, knownSeq, ...(messages === undefined ? {} : { messages }) };
}

export function outlineView({ seq, kind, target, version, userId, textBytes, paymentKey, model, latest, atMs }: EntryOutline): z.input<typeof outlineSchema> {
  return {
    seq, kind, version, userId, atMs,
    ...(target === undefined ? {} : { target }),
    ...(textBytes === undefined ? {} : { textBytes }),
    ...(paymentKey === undefined ? {} : { paymentKey }),
    ...(model === undefined ? {} : { model }),
    ...(latest && { latest }),
  };
}

export function correctionView({ kind, before, after }: ChatCorrection): z.input<typeof correctionSchema> {
  return { kind, before: { ...before }, after: { ...after } };
}
