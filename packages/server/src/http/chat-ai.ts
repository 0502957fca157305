import type { AiOrigin, Send, SendOutcome, Series } from '@sora/core';
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

function recordTokens({ tenant, ai: { model, inputTokens, outputTokens } }: AiMessage, { recorder, clock, settings }: Pick<Services, 'recorder' | 'clock' | 'settings'>): void {
  const series = (type: string): Series => ({ tenant, layer: 'AI', type: 'TOKENS', service: 'chats', region: settings.SORA_REGION, source: 'server', labels: { type, model } });
  recorder.record(series('input'), inputTokens, clock.nowMs());
  recorder.record(series('output'), outputTokens, clock.nowMs());
}
