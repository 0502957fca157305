import { answerRepeat, answerTwin } from './answer-repeat.ts';
import type { Chat } from './chat.ts';
import { type ChatWork, placeKey, type WorkingMember } from './chat-work.ts';
import type { Send, SendJudgement, SendRefusal, SendRefusalCode } from './send.ts';

/**
 * May this be written now? An identity that came before is answered first, whatever has become of the chat and the member since: who did not
 * hear the answer must be able to hear it later. Changes nothing; see `appendEntry`.
 */
export function judgeSend(work: ChatWork, send: Send): SendJudgement {
  return answerRepeat(work, send) ?? answerTwin(work, send) ?? judgeNew(work, send) ?? { kind: 'accepted' };
}

function judgeNew(work: ChatWork, send: Send): SendRefusal | undefined {
  const chat = work.chats.get(send.chat);
  if (chat === undefined) return refused('unknown-chat', `There is no chat "${send.chat}".`);
  const member = work.members.get(placeKey(send.chat, send.userId));
  if (member === undefined) return refused('not-a-member', `${send.userId} is not in the chat "${send.chat}".`);
  if (chat.isClosed) return refused('chat-closed', `The chat "${send.chat}" takes no more entries.`);
  return send.kind === 'message' ? denyHaste(chat, member, work.nowMs) : denyChange(work, member, send);
}

function denyHaste({ slowModeMs }: Chat, { role, lastSentAtMs }: WorkingMember, nowMs: number): SendRefusal | undefined {
  if (role !== 'member' || slowModeMs === 0 || lastSentAtMs === undefined) return undefined;
  const retryAfterMs = lastSentAtMs + slowModeMs - nowMs;
  return retryAfterMs > 0 ? { ...refused('slow-mode', `One message each ${slowModeMs} ms; the next may come in ${retryAfterMs} ms.`), retryAfterMs } : undefined;
}

function denyChange(work: ChatWork, { role }: WorkingMember, { kind, chat, target, userId }: Send & { readonly kind: 'edit' | 'delete' }): SendRefusal | undefined {
  const found = work.messages.get(placeKey(chat, target));
  if (found?.message.kind !== 'message' || found.latest.kind === 'delete') return refused('unknown-message', `The chat "${chat}" has no message ${target} that could be changed.`);
  if (found.message.userId === userId || (kind === 'delete' && role !== 'member')) return undefined;
  return refused('not-allowed', kind === 'edit' ? `Only its author edits message ${target}.` : `Only its author, a moderator or an owner deletes message ${target}.`);
}

function refused(code: SendRefusalCode, detail: string): SendRefusal {
  return { kind: 'refused', code, detail };
}
