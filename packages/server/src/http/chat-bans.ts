import { type Ban, type ChatStore, SoraError } from '@sora/core';
import type { z } from 'zod';
import { unknownChat } from './chat-call.ts';
import type { banSchema } from './schemas/chats.ts';

interface Place {
  readonly chatId: string;
  readonly userId: string;
}

/** Why `admit` let somebody not in: `banned`, with the time when that is over, or `unknown-chat`. */
export async function whyNotAdmitted(tenant: string, { chatId, userId }: Place, chats: Pick<ChatStore, 'banOf'>): Promise<SoraError> {
  const ban = await chats.banOf(tenant, chatId, userId);
  if (ban === undefined) return unknownChat(chatId);
  const until = ban.untilMs === undefined ? 'until the ban is lifted' : `until ${new Date(ban.untilMs).toISOString()}`;
  return new SoraError('banned', { detail: `${userId} is banned from the chat "${chatId}" ${until}.` });
}

export function banView({ userId, untilMs, bannedBy, atMs }: Ban): z.infer<typeof banSchema> {
  return { userId, atMs, ...(untilMs === undefined ? {} : { untilMs }), ...(bannedBy === undefined ? {} : { bannedBy }) };
}
