import type { Chat, ChatRole, Entry, Price } from '@sora/core';
import type { z } from 'zod';
import type { chatSchema, entrySchema, priceSchema, sentSchema } from './schemas/chats.ts';

/** @param place what the chat is to who asks; absent for a backend in its own right */
export function chatView(chat: Chat, place: { readonly role?: ChatRole; readonly readSeq?: number } = {}): z.infer<typeof chatSchema> {
  const { id: chatId, kind, lastSeq, digest, messages, slowModeMs, isClosed, createdAtMs } = chat;
  const { role, readSeq } = place;
  return { chatId, kind, lastSeq, digest, messages, slowModeMs, isClosed, createdAtMs, ...(role && { role }), ...(readSeq === undefined ? {} : { readSeq }) };
}

export function entryView({ seq, kind, target, version, userId, install, installSeq, content, contentDigest, paymentKey, ai, digest, atMs }: Entry): z.infer<typeof entrySchema> {
  return {
    seq, kind, version, userId, install, installSeq, digest, atMs,
    ...(target === undefined ? {} : { target }),
    ...content,
    ...(contentDigest === undefined ? {} : { contentDigest }),
    ...(paymentKey === undefined ? {} : { paymentKey }),
    ...(ai && { ai: { ...ai, costMinor: `${ai.costMinor}` } }),
  };
}

export function sentView(kind: 'written' | 'replayed', entry: Entry): z.infer<typeof sentSchema> {
  const { chat, seq, atMs, digest } = entry;
  return { kind, receipt: { chat, seq, atMs, digest }, message: entryView(entry) };
}

/** @param unit where nobody asks for anything */
export function priceView(price: Price | undefined, unit: string): z.infer<typeof priceSchema> {
  return price === undefined ? { amount: '0', unit } : { amount: `${price.amountMinor}`, unit: price.unit };
}
