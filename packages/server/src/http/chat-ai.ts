import { type AiOrigin, type EntryIdentity, hasUnwritten, type Send, type SendOutcome, type Series, SoraError } from '@sora/core';
import { badRequest } from './bad-request.ts';
import { unknownChat } from './chat-call.ts';
import { contentOf } from './chat-send.ts';
import type { Services } from './services.ts';

type AiMessage = Send & { readonly kind: 'message'; readonly ai: AiOrigin };

/** Sends the reply; its author is let in first where they are not in the chat. Tokens are counted once, when it was written. */
export async function sendAsAi(send: AiMessage, services: Pick<Services, 'chats' | 'recorder' | 'clock' | 'settings'>): Promise<SendOutcome> {
  const { chats } = services;
  const first = await chats.send(send);
  const isStranger = first.kind === 'refused' && first.code === 'not-a-member';
  const outcome = isStranger && (await chats.admit(send.tenant, send.chat, { userId: send.userId, role: 'member' })) ? await chats.send(send) : first;
  if (outcome.kind === 'written') recordTokens(send, services);
  return outcome;
}

/** A piece of a reply, under the identity that the reply will have. */
export type Piece = EntryIdentity & { readonly offset: number; readonly text: string };

/**
 * Shows a piece of a reply to those who follow its chat now; false when the reply is kept already.
 * @throws {SoraError} `unknown-chat` or `not-a-member`; `bad-request` for what no message may have; `rate-limited`
 */
export async function showPiece({ offset, text, ...identity }: Piece, { chats, showPiece: show }: Pick<Services, 'chats' | 'showPiece'>): Promise<boolean> {
  const { tenant, chat, userId, install, installSeq } = identity;
  if (hasUnwritten(text)) throw badRequest([{ path: 'text', message: 'A text has no control characters but newline and tab, and no marks that turn the direction of writing.' }]);
  const [member, kept] = await Promise.all([chats.member(tenant, chat, userId), chats.repeatOf({ ...identity, kind: 'message', content: contentOf('?') })]);
  if (kept !== undefined) return false;
  if (member === undefined) throw (await chats.chat(tenant, chat)) === undefined ? unknownChat(chat) : new SoraError('not-a-member', { detail: `${userId} is not in the chat "${chat}".` });
  const retryAfterMs = show({ tenant, chat, userId, reply: `${install}:${installSeq}`, offset, text });
  if (retryAfterMs !== undefined) throw new SoraError('rate-limited', { detail: 'More pieces came than are passed on; join them to fewer.', retryAfterMs });
  return true;
}

function recordTokens({ tenant, ai: { model, inputTokens, outputTokens } }: AiMessage, { recorder, clock, settings }: Pick<Services, 'recorder' | 'clock' | 'settings'>): void {
  const series = (type: string): Series => ({ tenant, layer: 'AI', type: 'TOKENS', service: 'chats', region: settings.SORA_REGION, source: 'server', labels: { type, model } });
  recorder.record(series('input'), inputTokens, clock.nowMs());
  recorder.record(series('output'), outputTokens, clock.nowMs());
}
