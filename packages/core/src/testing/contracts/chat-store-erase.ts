import { expect, test } from 'vitest';
import { edit, expectWholeLog, message, type OpenChatStore, refused, withChat } from './chat-store-harness.ts';

export function eraseTests(open: OpenChatStore): void {
  test('erased texts are gone and every digest stays, in all chats of the user and of nobody else', async () => {
    const { store, log, sha256 } = await withChat(open);
    await store.create({ tenant: 'main', id: 'd', kind: 'direct', owner: 'alice' });
    for (const send of [message(), edit(), message({ userId: 'bob' }), message({ chat: 'd' })]) await store.send(send);
    const before = await log();
    expect(await store.eraseContents('other', 'alice', 99)).toBe(0);
    expect(await store.eraseContents('main', 'alice', 99)).toBe(3);
    expect(await log()).toEqual(before.map((entry) => (entry.userId === 'alice' ? { ...entry, content: undefined } : entry)));
    expect(await log('d')).toMatchObject([{ content: undefined }]);
    expectWholeLog(await log(), sha256);
    expect(await store.chat('main', 'c')).toMatchObject({ messages: 2, lastSeq: 3 });
  });

  test('texts are erased a few at a time, until none is left', async () => {
    const { store, say } = await withChat(open);
    await say(['1', '2', '3', '4', '5']);
    const erased = [];
    for (let round = 0; round < 4; round++) erased.push(await store.eraseContents('main', 'alice', 2));
    expect(erased).toEqual([2, 2, 1, 0]);
  });

  test('a repeat of what was erased gets its receipt, and does not bring the text back', async () => {
    const { store, log } = await withChat(open);
    await store.send(message());
    await store.send(edit());
    await store.eraseContents('main', 'alice', 99);
    expect(await store.send(message())).toMatchObject({ kind: 'replayed', entry: { seq: 1, content: undefined } });
    expect(await store.send(message({ text: 'nobody can tell any more' }))).toMatchObject({ kind: 'replayed', entry: { seq: 1 } });
    expect(await store.send(edit({ target: 9 }))).toMatchObject(refused('identity-reused'));
    expect((await log()).map(({ content }) => content)).toEqual([undefined, undefined]);
  });
}
