import { expect, test } from 'vitest';
import { genesisDigest } from '../../messages/entry-digest.ts';
import { message, type OpenChatStore, withChat, written } from './chat-store-harness.ts';

const ids = (chats: readonly { readonly id: string }[]) => chats.map(({ id }) => id);

export function chatTests(open: OpenChatStore): void {
  test('a chat begins empty and open, with its owner in it', async () => {
    const { store } = await open();
    const chat = await store.create({ tenant: 'main', id: 'c', kind: 'room', owner: 'olga', slowModeMs: 500 });
    expect(chat).toEqual({ tenant: 'main', id: 'c', kind: 'room', lastSeq: 0, digest: genesisDigest, messages: 0, slowModeMs: 500, isClosed: false, createdAtMs: expect.any(Number) });
    expect(await store.chat('main', 'c')).toEqual(chat);
    expect(await store.member('main', 'c', 'olga')).toMatchObject({ userId: 'olga', role: 'owner' });
    expect(await store.digest('main', 'c')).toEqual({ seq: 0, digest: genesisDigest, messages: 0 });
  });

  test('making a chat again answers it as it is, also a hundred times at once', async () => {
    const { store } = await open();
    const made = await Promise.all(Array.from({ length: 100 }, (_, n) => store.create({ tenant: 'main', id: 'c', kind: n === 0 ? 'group' : 'room', owner: `user-${n}` })));
    expect(new Set(made.map(({ kind, createdAtMs }) => `${kind} ${createdAtMs}`)).size).toBe(1);
    expect(await store.members({ tenant: 'main', chat: 'c', limit: 9 })).toMatchObject([{ role: 'owner' }]);
  });

  test('there is no chat in a tenant that does not exist, and none of one tenant in another', async () => {
    const { store } = await withChat(open);
    await expect(store.create({ tenant: 'nobody', id: 'c', kind: 'group', owner: 'olga' })).rejects.toMatchObject({ problem: 'not-found' });
    expect(await store.chat('other', 'c')).toBeUndefined();
    expect(await store.configure('other', 'c', { isClosed: true })).toBeUndefined();
    expect(await store.admit('other', 'c', { userId: 'zoe', role: 'member' })).toBe(false);
    expect(await store.member('other', 'c', 'olga')).toBeUndefined();
    expect(await store.send(message({ tenant: 'other' }))).toMatchObject({ kind: 'refused', code: 'unknown-chat' });
  });

  test('tenants do not share chats or identities', async () => {
    const { store } = await withChat(open);
    await store.create({ tenant: 'other', id: 'c', kind: 'group', owner: 'alice' });
    written(await store.send(message({ text: 'ours' })));
    written(await store.send(message({ tenant: 'other', text: 'theirs' })));
    expect(await store.range({ tenant: 'other', chat: 'c', fromSeq: 1, toSeq: 9, limit: 9 })).toMatchObject([{ tenant: 'other', content: { text: 'theirs' } }]);
    expect(await store.chatsOf({ tenant: 'other', userId: 'bob', limit: 9 })).toEqual([]);
  });

  test.each([
    ['an id with a path in it', { id: '../etc' }], ['an id that begins with a dot', { id: '.hidden' }], ['an empty id', { id: '' }], ['an id that is too long', { id: 'c'.repeat(65) }],
    ['an owner that is no user', { owner: 'o l g a' }], ['a slow mode below zero', { slowModeMs: -1 }], ['a slow mode of half a millisecond', { slowModeMs: 0.5 }], ['a slow mode of a year', { slowModeMs: 366 * 86_400_000 }],
  ])('no chat has %s', async (_, wrong) => {
    const { store } = await open();
    await expect(store.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga', ...wrong })).rejects.toMatchObject({ problem: 'bad-request' });
    expect(await store.chats({ tenant: 'main', prefix: '', limit: 9 })).toEqual([]);
  });

  test('settings change one at a time, and the log stays as it is', async () => {
    const { store, say } = await withChat(open);
    await say(['one']);
    const before = await store.chat('main', 'c');
    expect(await store.configure('main', 'c', { slowModeMs: 700 })).toEqual({ ...before, slowModeMs: 700 });
    expect(await store.configure('main', 'c', { isClosed: true })).toEqual({ ...before, slowModeMs: 700, isClosed: true });
    expect(await store.configure('main', 'c', { slowModeMs: 0, isClosed: false })).toEqual(before);
    await expect(store.configure('main', 'c', { slowModeMs: -5 })).rejects.toMatchObject({ problem: 'bad-request' });
    expect(await store.configure('main', 'nowhere', { isClosed: true })).toBeUndefined();
  });

  test('a user sees their chats, the one with the latest entry first, with role and how far they read', async () => {
    const { store, passTime } = await withChat(open);
    for (const id of ['a', 'b']) {
      await passTime(3);
      await store.create({ tenant: 'main', id, kind: 'direct', owner: 'alice' });
    }
    const mine = async (limit = 9) => ids(await store.chatsOf({ tenant: 'main', userId: 'alice', limit }));
    expect(await mine()).toEqual(['b', 'a', 'c']);
    await passTime(3);
    await store.send(message());
    await passTime(3);
    await store.send(message({ chat: 'a' }));
    expect(await mine()).toEqual(['a', 'c', 'b']);
    expect(await mine(1)).toEqual(['a']);
    await store.read('main', 'a', { userId: 'alice', seq: 1 });
    expect(await store.chatsOf({ tenant: 'main', userId: 'alice', limit: 2 })).toMatchObject([{ id: 'a', role: 'owner', readSeq: 1, lastSeq: 1 }, { id: 'c', role: 'member', readSeq: 0, lastSeq: 1 }]);
    await store.remove('main', 'c', 'alice');
    expect(await mine()).toEqual(['a', 'b']);
  });

  test('operators page through chats by id, by how it begins', async () => {
    const { store } = await open();
    for (const id of ['b-2', 'a-1', 'b-1', 'B-1']) await store.create({ tenant: 'main', id, kind: 'group', owner: 'olga' });
    expect(ids(await store.chats({ tenant: 'main', prefix: '', limit: 9 }))).toEqual(['B-1', 'a-1', 'b-1', 'b-2']);
    expect(ids(await store.chats({ tenant: 'main', prefix: 'b', limit: 1 }))).toEqual(['b-1']);
    expect(ids(await store.chats({ tenant: 'main', prefix: 'b', afterId: 'b-1', limit: 9 }))).toEqual(['b-2']);
    expect(await store.chats({ tenant: 'main', prefix: '%', limit: 9 })).toEqual([]);
    expect(await store.chats({ tenant: 'other', prefix: '', limit: 9 })).toEqual([]);
  });
}
