import type { ChatLog } from '../../api/chats.ts';
import { chatKindWords } from '../../ui/chat-name.ts';
import { formatCount, formatDay, formatDuration, formatSeq } from '../../ui/format.ts';
import { capital } from '../../ui/words.ts';
import { chatVerdict, type ChatVerdict } from './verdict-view.ts';

export interface ChatHeadView {
  readonly chatId: string;
  /** `Live room since Tue 24 Nov` */
  readonly about: string;
  readonly lastSeq: string;
  readonly figures: readonly { readonly label: string; readonly value: string }[];
  readonly digest: string;
  /** Present where the entries come to another one. */
  readonly logDigest?: string;
  readonly isClosed: boolean;
  readonly verdict: ChatVerdict;
}

export function chatHeadView(facts: ChatLog): ChatHeadView {
  const { chat, log } = facts;
  return {
    chatId: chat.chatId, isClosed: chat.isClosed, about: `${capital(chatKindWords[chat.kind])} since ${formatDay(chat.createdAtMs)}`,
    lastSeq: formatSeq(chat.lastSeq),
    figures: [
      { label: 'Messages', value: formatCount(chat.messages) },
      ...(chat.slowModeMs === 0 ? [] : [{ label: 'Slow mode', value: `one in ${formatDuration(chat.slowModeMs)}` }]),
    ],
    digest: chat.digest,
    ...(chat.digest === log.digest ? {} : { logDigest: log.digest }),
    verdict: chatVerdict(facts),
  };
}
