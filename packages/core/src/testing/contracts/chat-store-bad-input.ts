import { expect, test } from 'vitest';
import type { Send } from '../../messages/send.ts';
import { deletion, edit, message, type OpenChatStore, withChat } from './chat-store-harness.ts';

export function badInputTests(open: OpenChatStore): void {
  test.each<[string, Send]>([
    ['a chat id with a path in it', message({ chat: '../c' })],
    ['a text with a NUL', message({ text: 'a\0b' })],
    ['half a surrogate pair', message({ text: 'a\ud800' })],
    ['a text of a megabyte', message({ text: 'a'.repeat(1_000_000) })],
    ['an empty edit', edit({ text: '' })],
    ['a number past 2^53', message({ installSeq: 2 ** 53 })],
    ['a target that is no number', deletion({ target: Number.NaN })],
    ['a user id of two words', message({ userId: 'al ice' })],
  ])('%s is refused before it could harm its neighbours', async (_, wrong) => {
    const { store, log } = await withChat(open);
    const [good, bad, alsoGood] = await Promise.allSettled([store.send(message({ installSeq: 1 })), store.send(wrong), store.send(message({ installSeq: 2 }))]);
    expect([good, alsoGood]).toMatchObject([{ value: { kind: 'written' } }, { value: { kind: 'written' } }]);
    expect(bad).toMatchObject({ status: 'rejected', reason: { problem: 'bad-request' } });
    expect(await log()).toHaveLength(2);
  });
}
