import { chatsHome, type ChatsRoute } from '../../app/chats-route.ts';

/** Where a search leads: to what is found under it, or home. */
export function chatTarget(typed: string): ChatsRoute {
  const text = typed.trim();
  return text === '' ? chatsHome : { view: 'chats', page: 'find', text };
}
