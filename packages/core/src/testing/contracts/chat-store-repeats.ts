import { expect, test } from 'vitest';
import type { Send } from '../../messages/send.ts';
import { deletion, edit, message, type OpenChatStore, refused, withChat, written } from './chat-store-harness.ts';

export function repeatTests(open: OpenChatStore): void {
  test('a hundred concurrent sends of one identity write once [CON-7]', async () => {
    const { store, log } = await withChat(open);
    const outcomes = await Promise.all(Array.from({ length: 100 }, (_, n) => store.send(message({ salt: `${n}`.padStart(32, '0') }))));
    expect(outcomes.filter(({ kind }) => kind === 'written')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'replayed')).toHaveLength(99);
    const [entry] = await log();
    expect(await log()).toHaveLength(1);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ entry });
  });

  test('a repeat gets its original receipt for ever, whatever has become of message, member and chat [CON-7]', async () => {
    const { store, say, log } = await withChat(open);
    const entry = written(await store.send(message()));
    await say(['later'], 10);
    await store.send(edit());
    expect(await store.send(message())).toEqual({ kind: 'replayed', entry });
    await store.send(deletion());
    const again = { kind: 'replayed', entry: { ...entry, content: undefined } };
    expect(await store.send(message())).toEqual(again);
    await store.remove('main', 'c', 'alice');
    expect(await store.send(message())).toEqual(again);
    await store.configure('main', 'c', { isClosed: true, slowModeMs: 86_400_000 });
    expect(await store.send(message())).toEqual(again);
    expect(await log()).toHaveLength(4);
  });

  test('a repeat is known by its text, not by the salt of the day', async () => {
    const { store } = await withChat(open);
    const entry = written(await store.send(message({ salt: 'a'.repeat(32) })));
    expect(await store.send(message({ salt: 'b'.repeat(32) }))).toEqual({ kind: 'replayed', entry });
  });

  test('edits and deletions are repeated as safely as messages [CON-7]', async () => {
    const { store, log } = await withChat(open);
    await store.send(message());
    for (const send of [edit(), deletion()]) {
      const entry = written(await store.send(send));
      expect(await store.send(send)).toEqual({ kind: 'replayed', entry });
    }
    expect(await log()).toHaveLength(3);
    expect(await store.chat('main', 'c')).toMatchObject({ messages: 0 });
  });

  test.each<[string, Send, Send]>([
    ['another text', message(), message({ text: 'Something else' })],
    ['another kind', message(), deletion({ installSeq: 1 })],
    ['a deletion of what it edited', edit({ installSeq: 5 }), deletion({ installSeq: 5 })],
    ['an edit of what it deleted', deletion({ installSeq: 5 }), edit({ installSeq: 5 })],
    ['another target', edit({ target: 1, installSeq: 5 }), edit({ target: 2, installSeq: 5 })],
    ['another text of an edit', edit({ installSeq: 5 }), edit({ installSeq: 5, text: 'Something else' })],
    ['a deletion of something else', deletion({ installSeq: 5 }), deletion({ installSeq: 5, target: 2 })],
  ])('an identity that comes back with %s is refused, at once or later [CON-7]', async (_, first, other) => {
    const { store, say, log } = await withChat(open);
    await say(['1', '2'], 20);
    const [, together] = await Promise.all([store.send(first), store.send(other)]);
    expect(together).toMatchObject(refused('identity-reused'));
    expect(await store.send(other)).toMatchObject(refused('identity-reused'));
    expect(await store.send(first)).toMatchObject({ kind: 'replayed', entry: { seq: 3 } });
    expect(await log()).toHaveLength(3);
  });

  test('chat, user, install and number are all part of an identity', async () => {
    const { store, log } = await withChat(open);
    await store.create({ tenant: 'main', id: 'd', kind: 'direct', owner: 'alice' });
    for (const send of [message(), message({ userId: 'bob' }), message({ install: 'tablet' }), message({ installSeq: 2 }), message({ chat: 'd' })]) written(await store.send(send));
    expect(await log()).toHaveLength(4);
    expect(await log('d')).toHaveLength(1);
  });

  test('what a send got before can be asked for without writing it', async () => {
    const { store, log } = await withChat(open);
    expect(await store.repeatOf(message())).toBeUndefined();
    expect(await store.repeatOf(message({ chat: 'nowhere' }))).toBeUndefined();
    const entry = written(await store.send(message()));
    expect(await store.repeatOf(message({ salt: 'e'.repeat(32) }))).toEqual({ kind: 'replayed', entry });
    expect(await store.repeatOf(message({ text: 'Something else' }))).toMatchObject(refused('identity-reused'));
    await expect(store.repeatOf(message({ text: '' }))).rejects.toMatchObject({ problem: 'bad-request' });
    expect(await log()).toHaveLength(1);
  });

  test('an identity that was refused is free: it is judged anew each time', async () => {
    const { store } = await withChat(open);
    expect(await store.send(message({ userId: 'zoe' }))).toMatchObject(refused('not-a-member'));
    await store.admit('main', 'c', { userId: 'zoe', role: 'member' });
    written(await store.send(message({ userId: 'zoe', text: 'Now with another text' })));
  });
}
