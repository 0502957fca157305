import type { LiveRoomRow } from '../../api/chats.ts';
import { chatHref } from '../../ui/chat-name.ts';
import { formatCount, formatNumber } from '../../ui/format.ts';
import { plural } from '../../ui/words.ts';

export interface LiveRoomView {
  readonly chatId: string;
  readonly href: string;
  /** Of the most watched, 0 to 1. */
  readonly fill: number;
  readonly viewers: string;
  readonly servers: string;
  readonly rate: string;
}

export function liveRooms(rooms: readonly LiveRoomRow[]): readonly LiveRoomView[] {
  const most = Math.max(1, ...rooms.map(({ viewers = 0 }) => viewers));
  return rooms.map(({ chatId, viewers, servers, entriesPerMinute }) => ({
    chatId, href: chatHref(chatId), fill: (viewers ?? 0) / most,
    viewers: viewers === undefined ? 'not watched' : `${formatCount(viewers)} watching`,
    servers: servers === 0 ? 'no viewers reported' : `on ${plural(servers, 'server')}`,
    rate: `${formatNumber(entriesPerMinute)} / min`,
  }));
}
