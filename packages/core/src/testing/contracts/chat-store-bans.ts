import { expect, test } from 'vitest';
import { message, type OpenChatStore, refused, withChat, written } from './chat-store-harness.ts';

const dayMs = 86_400_000;
const forEver = { userId: 'alice', bannedBy: 'mona', forMs: undefined };

export function banTests(open: OpenChatStore): void {
  test('who is banned is out, and nobody lets them in until it is lifted', async () => {
    const { store, log } = await withChat(open);
    await store.send(message());
    expect(await store.ban('main', 'c', forEver)).toEqual({ userId: 'alice', bannedBy: 'mona', untilMs: undefined, atMs: expect.any(Number) });
    expect(await store.member('main', 'c', 'alice')).toBeUndefined();
    expect(await store.send(message({ installSeq: 2 }))).toMatchObject(refused('not-a-member'));
    for (const role of ['member', 'owner'] as const) expect(await store.admit('main', 'c', { userId: 'alice', role })).toBe(false);
    expect(await store.member('main', 'c', 'alice')).toBeUndefined();
    expect([await store.liftBan('main', 'c', 'alice'), await store.liftBan('main', 'c', 'alice')]).toEqual([true, false]);
    expect(await store.admit('main', 'c', { userId: 'alice', role: 'member' })).toBe(true);
    expect(await log()).toHaveLength(1);
  });

  test('a ban with an end ends by itself; a newer one takes its place', async () => {
    const { store, passTime } = await withChat(open);
    await store.ban('main', 'c', { ...forEver, forMs: dayMs });
    const { atMs = 0, untilMs } = (await store.ban('main', 'c', { ...forEver, bannedBy: undefined, forMs: 30 })) ?? {};
    expect(untilMs).toBe(atMs + 30);
    await passTime(40);
    expect([await store.banOf('main', 'c', 'alice'), await store.bans({ tenant: 'main', chat: 'c', limit: 9 }), await store.liftBan('main', 'c', 'alice')]).toEqual([undefined, [], false]);
    expect(await store.admit('main', 'c', { userId: 'alice', role: 'member' })).toBe(true);
  });

  test('bans are of one chat of one tenant, also of who never was in it, and listed page by page', async () => {
    const { store } = await withChat(open);
    await store.create({ tenant: 'main', id: 'd', kind: 'room', owner: 'olga' });
    for (const userId of ['zoe', 'alice', 'bob']) await store.ban('main', 'c', { ...forEver, userId });
    expect(await store.ban('main', 'nowhere', forEver)).toBeUndefined();
    const page = async (query: object) => (await store.bans({ tenant: 'main', chat: 'c', limit: 2, ...query })).map(({ userId }) => userId);
    expect([await page({}), await page({ afterUserId: 'bob' }), await page({ chat: 'd' }), await page({ tenant: 'other' })]).toEqual([['alice', 'bob'], ['zoe'], [], []]);
    expect([await store.banOf('main', 'd', 'zoe'), await store.admit('main', 'd', { userId: 'zoe', role: 'member' })]).toEqual([undefined, true]);
  });

  test('who joins all the time while they are banned is out in the end', async () => {
    const { store } = await withChat(open);
    for (let round = 0; round < 20; round++) {
      const userId = `guest-${round}`;
      const joins = Array.from({ length: 6 }, () => store.admit('main', 'c', { userId, role: 'member' }));
      await Promise.all([...joins, store.ban('main', 'c', { ...forEver, userId })]);
      expect(await store.member('main', 'c', userId)).toBeUndefined();
    }
  });

  test.for([{ userId: 'no one' }, { forMs: 0 }, { forMs: -1 }, { forMs: 1.5 }, { forMs: Infinity }])('no ban is made with %j', async (wrong) => {
    const { store } = await withChat(open);
    await expect(store.ban('main', 'c', { ...forEver, ...wrong })).rejects.toMatchObject({ problem: 'bad-request' });
    expect(await store.bans({ tenant: 'main', chat: 'c', limit: 9 })).toEqual([]);
  });

  test('leaving and coming back does not make a member faster than slow mode', async () => {
    const { store } = await withChat(open);
    await store.configure('main', 'c', { slowModeMs: dayMs });
    written(await store.send(message()));
    for (let n = 2; n < 5; n++) {
      await store.remove('main', 'c', 'alice');
      await store.admit('main', 'c', { userId: 'alice', role: 'member' });
      expect(await store.send(message({ installSeq: n }))).toMatchObject(refused('slow-mode'));
    }
    await store.ban('main', 'c', forEver);
    await store.liftBan('main', 'c', 'alice');
    await store.admit('main', 'c', { userId: 'alice', role: 'member' });
    expect(await store.send(message({ installSeq: 9 }))).toMatchObject(refused('slow-mode'));
  });

  test('slow mode that begins while somebody is away holds for them too', async () => {
    const { store } = await withChat(open);
    written(await store.send(message()));
    await store.remove('main', 'c', 'alice');
    await store.configure('main', 'c', { slowModeMs: dayMs });
    await store.admit('main', 'c', { userId: 'alice', role: 'member' });
    expect(await store.send(message({ installSeq: 2 }))).toMatchObject(refused('slow-mode'));
  });

  test('who of many is a member is one question', async () => {
    const { store } = await withChat(open);
    expect((await store.membersAmong('main', 'c', ['zoe', 'bob', 'alice', 'bob', 'no one'])).toSorted()).toEqual(['alice', 'bob']);
    expect([await store.membersAmong('main', 'nowhere', ['alice']), await store.membersAmong('other', 'c', ['alice']), await store.membersAmong('main', 'c', [])]).toEqual([[], [], []]);
  });
}
