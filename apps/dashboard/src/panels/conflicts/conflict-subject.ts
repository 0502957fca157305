import { chatIdPattern, type ConflictType } from '@sora/core';
import { formatRoute } from '../../app/route.ts';
import { accountLink, unitOfAccount } from '../../ui/account-name.ts';

/** What a conflict is about, as a person says it, and where it is shown. */
export interface ConflictSubject {
  readonly words: string;
  readonly href: string;
}

const settings = 'chat-settings/';

/** Undefined where no page shows it. */
export function conflictSubject(type: ConflictType, subject: string): ConflictSubject | undefined {
  if (type === 'CHAT_STATE_MISMATCH') return ofChat(subject, `chat ${subject}`);
  if (type === 'CONCURRENT_WRITE') return subject.startsWith(settings) ? ofChat(subject.slice(settings.length), `settings of chat ${subject.slice(settings.length)}`) : undefined;
  return unitOfAccount(subject) === undefined ? undefined : accountLink(subject);
}

/** Settings may be written before there is such a chat, or under an id that no chat can have. */
function ofChat(chat: string, words: string): ConflictSubject | undefined {
  return chatIdPattern.test(chat) ? { words, href: formatRoute({ view: 'chats', page: 'chat', chat }) } : undefined;
}
