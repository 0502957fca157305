import { expect, test } from 'vitest';
import { foundChatsView } from './found-view.ts';

const chat = (chatId: string) => ({ chatId, kind: 'group', lastSeq: 0, digest: '', messages: 0, slowModeMs: 0, isClosed: false, createdAtMs: 0 }) as const;

test('what was found is said in a sentence, and also that there is more', () => {
  const headline = (...found: Parameters<typeof foundChatsView>) => foundChatsView(...found).headline;
  expect(headline('c', { chats: [] })).toBe('No chat’s id begins with “c”.');
  expect(headline('c', { chats: [chat('ca'), chat('cb')] })).toBe('“c”: 2 chats whose id begins so.');
  expect(headline('c', { chats: [chat('ca'), chat('cb')], nextAfter: 'cb' })).toBe('“c”: the first 2 chats whose id begins so; type more of it to see the others.');
});

test('the chat that is called so is opened, and not listed with the others', () => {
  expect(foundChatsView('c', { chats: [chat('c')] })).toMatchObject({ headline: '“c” is a chat.', exact: 'c', rows: [] });
  expect(foundChatsView('c', { chats: [chat('c'), chat('cb')] })).toMatchObject({ headline: '“c” is a chat, and one of 2 chats whose id begins so.', exact: 'c', rows: [{ chatId: 'cb' }] });
});
