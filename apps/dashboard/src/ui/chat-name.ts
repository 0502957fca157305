import type { Chat } from '@sora/core';
import { formatRoute } from '../app/route.ts';

export function chatHref(chat: string): string {
  return formatRoute({ view: 'chats', page: 'chat', chat });
}

export const chatKindWords: Readonly<Record<Chat['kind'], string>> = { direct: 'direct chat', group: 'group', room: 'live room' };
