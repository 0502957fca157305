import { describe, expect, test } from 'vitest';
import type { NewUserSession, UserSessionStore } from '../../sessions/user-session-store.ts';

export interface UserSessionStoreHarness {
  readonly store: UserSessionStore;
  /** Lets that much time pass, by the store's clock. */
  passTime(ms: number): Promise<void>;
}

const hash = (seed: number) => Uint8Array.from({ length: 32 }, (_, i) => (seed * 31 + i) % 256);
const dayMs = 24 * 60 * 60_000;
const session = (id: string, more: Partial<NewUserSession> = {}): NewUserSession => ({ id, tenant: 'main', userId: 'alice', install: undefined, secretHash: hash(1), validMs: dayMs, ...more });

/** What every store of users' sessions must do. @param open a store without sessions and without a key, with the tenants `main` and `other` */
export function userSessionStoreContract(open: () => Promise<UserSessionStoreHarness>): void {
  describe('a store of sessions', () => sessionTests(open));
  describe('its key', () => keyTests(open));
}

function sessionTests(open: () => Promise<UserSessionStoreHarness>): void {
  test('gives back a session as it was stored, with the times of its own clock', async () => {
    const { store } = await open();
    for (const wanted of [session('00000000000000a1'), session('00000000000000a2', { install: 'phone-0007', userId: '!a:b~', secretHash: hash(2), validMs: 2 * dayMs })]) {
      const { validMs, ...kept } = wanted;
      const created = await store.create(wanted);
      expect(created).toMatchObject(kept);
      expect(created.expiresAtMs - created.createdAtMs).toBeCloseTo(validMs, 0);
      expect(await store.find(wanted.id)).toEqual(created);
    }
    expect(await store.find('00000000000000a3')).toBeUndefined();
  });

  test('a session is found until its end, and not after it', async () => {
    const { store, passTime } = await open();
    await store.create(session('00000000000000a1', { validMs: dayMs }));
    await passTime(dayMs - 60_000);
    expect(await store.find('00000000000000a1')).toBeDefined();
    await passTime(60_001);
    expect(await store.find('00000000000000a1')).toBeUndefined();
  });

  test('ends once, also when many end it at once, and leaves others alone', async () => {
    const { store } = await open();
    await store.create(session('00000000000000a1'));
    await store.create(session('00000000000000a2'));
    const answers = await Promise.all(Array.from({ length: 8 }, () => store.end('main', '00000000000000a1')));
    expect(answers.filter((ended) => ended)).toHaveLength(1);
    expect([await store.find('00000000000000a1'), (await store.find('00000000000000a2'))?.id]).toEqual([undefined, '00000000000000a2']);
  });

  test('one tenant cannot end a session of another', async () => {
    const { store } = await open();
    await store.create(session('00000000000000a1', { tenant: 'other' }));
    expect(await store.end('main', '00000000000000a1')).toBe(false);
    expect(await store.find('00000000000000a1')).toMatchObject({ tenant: 'other' });
  });

  test('refuses a session of a tenant that does not exist', async () => {
    const { store } = await open();
    await expect(store.create(session('00000000000000a1', { tenant: 'nobody' }))).rejects.toMatchObject({ problem: 'not-found' });
  });

  test('deletes sessions past their end, at most so many at once, and only those', async () => {
    const { store, passTime } = await open();
    for (const id of ['00000000000000a1', '00000000000000a2', '00000000000000a3']) await store.create(session(id, { validMs: dayMs }));
    await store.create(session('00000000000000a4', { validMs: 3 * dayMs }));
    await passTime(dayMs + 1000);
    expect([await store.expire(2), await store.expire(2), await store.expire(2)]).toEqual([2, 1, 0]);
    expect(await store.find('00000000000000a4')).toBeDefined();
  });
}

function keyTests(open: () => Promise<UserSessionStoreHarness>): void {
  test('is the first that was offered, for all servers that start at once and for those that come later', async () => {
    const { store } = await open();
    const answers = await Promise.all([1, 2, 3, 4, 5].map((seed) => store.keepKey(hash(seed))));
    expect(new Set(answers.map((key) => key.join())).size).toBe(1);
    expect([1, 2, 3, 4, 5].map((seed) => hash(seed).join())).toContain(answers[0]?.join());
    expect(await store.keepKey(hash(6))).toEqual(answers[0]);
  });
}
