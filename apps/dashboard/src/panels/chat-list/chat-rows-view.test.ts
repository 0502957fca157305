import { expect, test } from 'vitest';
import { chatRows } from './chat-rows-view.ts';

const chat = { chatId: 'room.7', kind: 'room', lastSeq: 1_204, digest: '', messages: 1, slowModeMs: 0, isClosed: false, createdAtMs: 0 } as const;

test('a chat says what it is, how much is in it and how long ago that came', () => {
  expect(chatRows([chat], () => 120_000)).toEqual([{ chatId: 'room.7', href: '/?view=chats&chat=room.7', facts: 'Live room · 1 message · 2 min ago', isClosed: false, entries: '#1,204' }]);
  expect(chatRows([chat], () => undefined)[0]?.facts).toBe('Live room · 1 message');
});
