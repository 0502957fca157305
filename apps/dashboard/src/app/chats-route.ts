import type { ConflictType } from '@sora/core';
import { conflictNamed } from './conflict-scope.ts';

/** What is shown of chats. */
export type ChatsRoute =
  | { readonly view: 'chats'; readonly page: 'overview' }
  /** `at`: entries from this number down; without it from the newest. */
  | { readonly view: 'chats'; readonly page: 'chat'; readonly chat: string; readonly at?: number }
  | { readonly view: 'chats'; readonly page: 'find'; readonly text: string }
  | { readonly view: 'chats'; readonly page: 'conflicts'; readonly type?: ConflictType };

export const chatsHome: ChatsRoute = { view: 'chats', page: 'overview' };

const seqPattern = /^[1-9]\d{0,14}$/;

export function parseChatsRoute(params: URLSearchParams): ChatsRoute {
  const chat = params.get('chat') ?? '';
  const at = params.get('at') ?? '';
  if (chat !== '') return { view: 'chats', page: 'chat', chat, ...(seqPattern.test(at) ? { at: Number(at) } : {}) };
  const text = params.get('find')?.trim() ?? '';
  if (text !== '') return { view: 'chats', page: 'find', text };
  if (params.get('show') !== 'conflicts') return chatsHome;
  const type = conflictNamed('chats', params.get('type'));
  return { view: 'chats', page: 'conflicts', ...(type === undefined ? {} : { type }) };
}

export function chatsParameters(route: ChatsRoute): Record<string, string> {
  switch (route.page) {
    case 'overview': return { view: 'chats' };
    case 'chat': return { view: 'chats', chat: route.chat, ...(route.at === undefined ? {} : { at: String(route.at) }) };
    case 'find': return { view: 'chats', find: route.text };
    case 'conflicts': return { view: 'chats', show: 'conflicts', ...(route.type === undefined ? {} : { type: route.type }) };
  }
}
