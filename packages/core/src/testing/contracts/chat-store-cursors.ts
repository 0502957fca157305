import { expect, test } from 'vitest';
import { type OpenChatStore, withChat } from './chat-store-harness.ts';

export function cursorTests(open: OpenChatStore): void {
  test('a cursor moves forward, never back and never past the end', async () => {
    const { store, say, passTime } = await withChat(open);
    await say(['1', '2', '3']);
    const read = async (seq: number) => store.read('main', 'c', { userId: 'bob', seq });
    const second = await read(2);
    expect(second).toMatchObject({ userId: 'bob', seq: 2 });
    await passTime(3);
    expect(await read(1)).toEqual(second);
    expect(await read(2)).toEqual(second);
    expect(await read(-7)).toEqual(second);
    const end = await read(99);
    expect(end).toMatchObject({ seq: 3 });
    expect(end?.atMs).toBeGreaterThan(second?.atMs ?? 0);
    await say(['4'], 4);
    expect(await store.cursors({ tenant: 'main', chat: 'c', limit: 9 })).toEqual([end]);
  });

  test('many reports at once leave the furthest', async () => {
    const { store, say } = await withChat(open);
    await say(Array.from({ length: 20 }, (_, n) => `${n}`));
    await Promise.all([7, 19, 3, 11].map((seq) => store.read('main', 'c', { userId: 'bob', seq })));
    expect(await store.read('main', 'c', { userId: 'bob', seq: 0 })).toMatchObject({ seq: 19 });
  });

  test('there are cursors of members who have read something, by user id', async () => {
    const { store, say } = await withChat(open);
    expect(await store.read('main', 'c', { userId: 'bob', seq: 5 })).toMatchObject({ seq: 0 });
    await say(['1', '2']);
    for (const userId of ['olga', 'bob']) await store.read('main', 'c', { userId, seq: 2 });
    const users = async (limit: number) => (await store.cursors({ tenant: 'main', chat: 'c', limit })).map(({ userId }) => userId);
    expect(await users(9)).toEqual(['bob', 'olga']);
    expect(await users(1)).toEqual(['bob']);
    expect(await store.read('main', 'c', { userId: 'zoe', seq: 1 })).toBeUndefined();
    expect(await store.read('main', 'nowhere', { userId: 'bob', seq: 1 })).toBeUndefined();
  });
}
