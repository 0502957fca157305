import type { FoundChats } from '../../api/chats.ts';
import { plural } from '../../ui/words.ts';
import { chatRows, type ChatRowView } from '../chat-list/chat-rows-view.ts';

export interface FoundChatsView {
  readonly headline: string;
  /** Present where a chat is called so: it is opened below. */
  readonly exact?: string;
  /** All the others. */
  readonly rows: readonly ChatRowView[];
}

export function foundChatsView(text: string, found: FoundChats): FoundChatsView {
  const exact = found.chats.some(({ chatId }) => chatId === text);
  return {
    headline: headlineOf(text, found, exact), ...(exact ? { exact: text } : {}),
    rows: chatRows(found.chats.filter(({ chatId }) => chatId !== text), () => undefined),
  };
}

function headlineOf(text: string, { chats, nextAfter }: FoundChats, exact: boolean): string {
  if (chats.length === 0) return `No chat’s id begins with “${text}”.`;
  const begins = nextAfter === undefined ? `${plural(chats.length, 'chat')} whose id begins so` : `the first ${chats.length} chats whose id begins so; type more of it to see the others`;
  if (!exact) return `“${text}”: ${begins}.`;
  return chats.length === 1 ? `“${text}” is a chat.` : `“${text}” is a chat, and one of ${begins}.`;
}
