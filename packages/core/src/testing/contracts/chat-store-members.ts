import { expect, test } from 'vitest';
import { deletion, edit, message, type OpenChatStore, refused, withChat, written } from './chat-store-harness.ts';

const dayMs = 86_400_000;

export function memberTests(open: OpenChatStore): void {
  test('members are listed by user id, page by page', async () => {
    const { store } = await withChat(open);
    const page = async (limit: number, afterUserId?: string) => (await store.members({ tenant: 'main', chat: 'c', limit, ...(afterUserId !== undefined && { afterUserId }) })).map(({ userId, role }) => `${userId} ${role}`);
    expect(await page(2)).toEqual(['alice member', 'bob member']);
    expect(await page(9, 'bob')).toEqual(['mona moderator', 'olga owner']);
  });

  test('admitting again changes the role and keeps the day of joining', async () => {
    const { store, passTime } = await withChat(open);
    const before = await store.member('main', 'c', 'alice');
    await passTime(3);
    expect(await store.admit('main', 'c', { userId: 'alice', role: 'moderator' })).toBe(true);
    expect(await store.member('main', 'c', 'alice')).toEqual({ ...before, role: 'moderator' });
    expect(await store.admit('main', 'nowhere', { userId: 'alice', role: 'member' })).toBe(false);
    await expect(store.admit('main', 'c', { userId: 'no one', role: 'member' })).rejects.toMatchObject({ problem: 'bad-request' });
  });

  test('who was removed writes no more, and what they wrote stays', async () => {
    const { store, log } = await withChat(open);
    await store.send(message());
    expect(await store.remove('main', 'c', 'alice')).toBe(true);
    expect(await store.remove('main', 'c', 'alice')).toBe(false);
    expect(await store.member('main', 'c', 'alice')).toBeUndefined();
    for (const send of [message({ installSeq: 2 }), edit(), deletion()]) expect(await store.send(send)).toMatchObject(refused('not-a-member'));
    expect(await log()).toMatchObject([{ userId: 'alice', content: { text: 'Hello' } }]);
  });

  test('a member removed while sending has written up to some message, and nothing after it', async () => {
    const { store, log } = await withChat(open);
    const sends = Array.from({ length: 60 }, (_, n) => message({ installSeq: n + 1 }));
    const half = Promise.all(sends.slice(0, 30).map((send) => store.send(send)));
    const removed = store.remove('main', 'c', 'alice');
    const rest = Promise.all(sends.slice(30).map((send) => store.send(send)));
    const kinds = [...await half, ...await rest].map(({ kind }) => kind);
    expect(await removed).toBe(true);
    const writtenCount = kinds.filter((kind) => kind === 'written').length;
    expect(kinds).toEqual([...Array.from({ length: writtenCount }, () => 'written'), ...Array.from({ length: 60 - writtenCount }, () => 'refused')]);
    expect((await log()).map(({ installSeq }) => installSeq)).toEqual(Array.from({ length: writtenCount }, (_, n) => n + 1));
    expect(await store.send(message({ installSeq: 99 }))).toMatchObject(refused('not-a-member'));
  });

  test('there is nothing to write to in a chat that is not there', async () => {
    const { store } = await withChat(open);
    expect(await store.send(message({ chat: 'nowhere' }))).toMatchObject(refused('unknown-chat'));
  });

  test('a closed chat takes no entry of anybody until it is opened again', async () => {
    const { store, log } = await withChat(open);
    await store.send(message());
    await store.configure('main', 'c', { isClosed: true });
    for (const send of [message({ installSeq: 2 }), edit(), deletion(), deletion({ userId: 'olga' })]) expect(await store.send(send)).toMatchObject(refused('chat-closed'));
    expect(await store.send(message({ userId: 'zoe' })), 'who is not in it hears no more of it').toMatchObject(refused('not-a-member'));
    await store.configure('main', 'c', { isClosed: false });
    written(await store.send(edit()));
    expect(await log()).toHaveLength(2);
  });

  test('slow mode lets one message of a member pass, and says when the next may come', async () => {
    const { store } = await withChat(open);
    await store.configure('main', 'c', { slowModeMs: dayMs });
    const [first, second] = await Promise.all([store.send(message()), store.send(message({ installSeq: 2 }))]);
    written(first);
    expect(second).toMatchObject(refused('slow-mode'));
    const third = await store.send(message({ installSeq: 3 }));
    expect(third).toMatchObject(refused('slow-mode'));
    const { retryAfterMs = 0 } = third as { readonly retryAfterMs?: number };
    expect(retryAfterMs).toBeGreaterThan(dayMs - 60_000);
    expect(retryAfterMs).toBeLessThanOrEqual(dayMs);
    written(await store.send(message({ userId: 'bob' })));
  });

  test('slow mode is over after its time, which a refused message does not begin anew', async () => {
    const { store, passTime } = await withChat(open);
    await store.configure('main', 'c', { slowModeMs: dayMs });
    await store.send(message());
    await passTime(60);
    expect(await store.send(message({ installSeq: 2 }))).toMatchObject(refused('slow-mode'));
    await store.configure('main', 'c', { slowModeMs: 50 });
    written(await store.send(message({ installSeq: 2 })));
  });

  test('slow mode is for messages of members: edits, deletions, moderators and owners go on', async () => {
    const { store } = await withChat(open);
    await store.configure('main', 'c', { slowModeMs: dayMs });
    await store.send(message());
    written(await store.send(edit()));
    written(await store.send(deletion()));
    for (const userId of ['mona', 'olga']) for (const installSeq of [1, 2, 3]) written(await store.send(message({ userId, installSeq })));
    expect(await store.send(message()), 'a repeat is no message more').toMatchObject({ kind: 'replayed' });
  });
}
