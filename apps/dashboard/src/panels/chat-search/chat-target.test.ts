import { expect, test } from 'vitest';
import { chatTarget } from './chat-target.ts';

test('what was typed is looked for without the spaces around it, and nothing leads home', () => {
  expect(chatTarget(' room-7 ')).toEqual({ view: 'chats', page: 'find', text: 'room-7' });
  expect(chatTarget('  ')).toEqual({ view: 'chats', page: 'overview' });
});
