import type { ChatHeadRow } from '../../api/chats.ts';
import { chatHref, chatKindWords } from '../../ui/chat-name.ts';
import { formatDuration, formatSeq } from '../../ui/format.ts';
import { capital, plural } from '../../ui/words.ts';

export interface ChatRowView {
  readonly chatId: string;
  readonly href: string;
  /** What it is, in a line. */
  readonly facts: string;
  readonly isClosed: boolean;
  readonly entries: string;
}

/** @param ageOf how long ago something came; undefined where that is not known */
export function chatRows<Row extends ChatHeadRow>(chats: readonly Row[], ageOf: (chat: Row) => number | undefined): readonly ChatRowView[] {
  return chats.map((chat) => {
    const ageMs = ageOf(chat);
    const facts = [capital(chatKindWords[chat.kind]), plural(chat.messages, 'message'), ...(ageMs === undefined ? [] : [`${formatDuration(ageMs)} ago`])];
    return { chatId: chat.chatId, href: chatHref(chat.chatId), facts: facts.join(' · '), isClosed: chat.isClosed, entries: `#${formatSeq(chat.lastSeq)}` };
  });
}
