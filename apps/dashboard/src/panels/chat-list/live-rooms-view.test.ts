import { expect, test } from 'vitest';
import { liveRooms } from './live-rooms-view.ts';

test('a room says who watches it, on how many servers, and how much is said', () => {
  const [lobby, group] = liveRooms([{ chatId: 'lobby', viewers: 12_400, servers: 2, entriesPerMinute: 84.5 }, { chatId: 'g', servers: 0, entriesPerMinute: 3 }]);
  expect(lobby).toEqual({ chatId: 'lobby', href: '/?view=chats&chat=lobby', fill: 1, viewers: '12,400 watching', servers: 'on 2 servers', rate: '84.5 / min' });
  expect(group).toMatchObject({ fill: 0, viewers: 'not watched', servers: 'no viewers reported', rate: '3 / min' });
});
