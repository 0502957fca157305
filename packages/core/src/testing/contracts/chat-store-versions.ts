import { expect, test } from 'vitest';
import { deletion, edit, expectWholeLog, message, type OpenChatStore, refused, withChat, written } from './chat-store-harness.ts';

export function versionTests(open: OpenChatStore): void {
  test('edits are versions of their message, which itself stays [CON-7]', async () => {
    const { store, log } = await withChat(open);
    const original = written(await store.send(message()));
    await store.send(edit({ installSeq: 2, text: 'second' }));
    await store.send(edit({ installSeq: 3, text: 'third' }));
    const entries = await log();
    expect(entries.map(({ kind, target, version, content }) => [kind, target, version, content?.text])).toEqual([['message', undefined, 1, 'Hello'], ['edit', 1, 2, 'second'], ['edit', 1, 3, 'third']]);
    expect(entries[0]).toEqual(original);
    expect(await store.chat('main', 'c')).toMatchObject({ lastSeq: 3, messages: 1 });
  });

  test('a deletion is the last version, and takes every text of its message with it; digests and other messages stay [CON-7]', async () => {
    const { store, log, say, sha256 } = await withChat(open);
    await say(['first', 'another']);
    await store.send(edit({ installSeq: 3, text: 'second' }));
    const before = await log();
    await store.send(deletion({ installSeq: 4, userId: 'mona' }));
    const entries = await log();
    expect(entries.slice(0, 3)).toEqual(before.map((entry) => ((entry.target ?? entry.seq) === 1 ? { ...entry, content: undefined } : entry)));
    expect(entries[3]).toMatchObject({ kind: 'delete', target: 1, version: 3, content: undefined, contentDigest: undefined });
    expectWholeLog(entries, sha256);
    expect(await store.chat('main', 'c')).toMatchObject({ lastSeq: 4, messages: 1 });
  });

  test('messages sent together with their changes end up the same [CON-7]', async () => {
    const { store, log } = await withChat(open);
    const sends = [message(), edit({ installSeq: 2 }), edit({ installSeq: 3, text: 'third' }), deletion({ installSeq: 4 }), edit({ installSeq: 5 })];
    const outcomes = await Promise.all(sends.map((send) => store.send(send)));
    expect(outcomes).toMatchObject([...Array.from({ length: 4 }, () => ({ kind: 'written' })), refused('unknown-message')]);
    expect((await log()).map(({ version, content }) => [version, content])).toEqual([[1, undefined], [2, undefined], [3, undefined], [4, undefined]]);
  });

  test('edits of one message at once each get their own version', async () => {
    const { store, log } = await withChat(open);
    await store.send(message());
    await Promise.all(Array.from({ length: 20 }, (_, n) => store.send(edit({ installSeq: n + 2, text: `${n}` }))));
    expect((await log()).map(({ version }) => version)).toEqual(Array.from({ length: 21 }, (_, n) => n + 1));
  });

  test('only its author edits a message, whatever the role', async () => {
    const { store, log } = await withChat(open);
    await store.send(message());
    for (const userId of ['bob', 'mona', 'olga']) expect(await store.send(edit({ userId }))).toMatchObject(refused('not-allowed'));
    written(await store.send(edit()));
    expect(await log()).toHaveLength(2);
  });

  test.each(['alice', 'mona', 'olga'])('%s may delete what alice wrote; a member who is not its author may not', async (userId) => {
    const { store } = await withChat(open);
    await store.send(message());
    expect(await store.send(deletion({ userId: 'bob' }))).toMatchObject(refused('not-allowed'));
    written(await store.send(deletion({ userId })));
  });

  test('what is deleted, never was, or is no message cannot be changed', async () => {
    const { store } = await withChat(open);
    await store.send(message());
    await store.send(edit());
    await store.send(deletion());
    for (const target of [1, 2, 3, 4, Number.MAX_SAFE_INTEGER]) {
      expect(await store.send(edit({ installSeq: 10, target }))).toMatchObject(refused('unknown-message'));
      expect(await store.send(deletion({ installSeq: 11, target, userId: 'olga' }))).toMatchObject(refused('unknown-message'));
    }
  });

  test('a message of another chat with the same number is another message', async () => {
    const { store, log } = await withChat(open);
    await store.create({ tenant: 'main', id: 'd', kind: 'direct', owner: 'bob' });
    await store.send(message({ chat: 'd', userId: 'bob' }));
    expect(await store.send(edit())).toMatchObject(refused('unknown-message'));
    await store.send(message());
    await store.send(edit());
    expect(await log('d')).toHaveLength(1);
    expect((await log()).map(({ version }) => version)).toEqual([1, 2]);
  });
}
