import { stampOf } from '@sora/core';
import { describe, expect, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { createWalletApp } from './testing/wallet-app.ts';

type Answer = { readonly fields: Readonly<Record<string, { readonly kind: string; readonly stamp: string; readonly isPulledBack: boolean; readonly current: { readonly value: unknown } }>> };

/** Alice and bob by session, a backend, and an engineer of each role; olga owns the chat `c`, where mona is moderator and alice a member. */
async function setUp() {
  const server = await createWalletApp();
  const { chats, session, serviceKey, token, call, clock } = server;
  await chats.create({ tenant: 'main', id: 'c', kind: 'group', owner: 'olga' });
  await chats.admit('main', 'c', { userId: 'mona', role: 'moderator' });
  await chats.admit('main', 'c', { userId: 'alice', role: 'member' });
  const user = async (userId: string, tenant?: string) => (await session(userId, tenant)).token;
  const engineer = async (role: 'viewer' | 'operator') => (await token({ kind: 'operator', role })).token;
  const stamp = (offsetMs = 0, install = 'phone', count = 0) => stampOf({ ms: clock.nowMs() + offsetMs, count }, install);
  const get = (as: string, path: string) => call(as, 'GET', `/v1/documents/${path}`);
  const post = (as: string, path: string, body: unknown) => call(as, 'POST', `/v1/documents/${path}`, { body });
  /** Writes one field. */
  const set = (as: string, path: string, [field, value, at]: readonly [field: string, value: unknown, at: string]) => post(as, path, { install: at.slice(18), fields: { [field]: { value, stamp: at } } });
  return { ...server, user, engineer, serviceKey, stamp, get, post, set };
}

describe('a profile', () => {
  test('is written and read by its user, field by field, with what won and what lost [CON-1]', async () => {
    const { user, get, set, stamp } = await setUp();
    const alice = await user('alice');
    expect((await get(alice, 'profile/alice')).json()).toEqual({ collection: 'profile', id: 'alice', fields: {}, losses: 0 });
    const written = stamp(10);
    expect((await set(alice, 'profile/alice', ['displayName', 'Alice', written])).json()).toEqual({
      fields: { displayName: { kind: 'won', isRepeat: false, stamp: written, isPulledBack: false, version: 1, current: { value: 'Alice', stamp: written, version: 1 } } },
    });
    const late = await set(alice, 'profile/alice', ['displayName', 'Late', stamp(5, 'tablet')]);
    expect(late.json<Answer>().fields['displayName']).toMatchObject({ kind: 'lost', current: { value: 'Alice' } });
    expect((await get(alice, 'profile/alice')).json()).toMatchObject({ fields: { displayName: { value: 'Alice' } }, losses: 1 });
  });

  test('shows its history, and a value that lost is restored by its user or by an engineer who may operate [CON-1][CON-10]', async () => {
    const { user, engineer, get, set, post, stamp, conflicts } = await setUp();
    const alice = await user('alice');
    await set(alice, 'profile/alice', ['about', 'phone', stamp(10)]);
    await set(alice, 'profile/alice', ['about', 'tablet', stamp(5, 'tablet')]);
    const [conflict] = await conflicts.read({ tenant: 'main', limit: 9, types: ['CONCURRENT_WRITE'] });
    expect(conflict?.detail).toMatchObject({ collection: 'profile', id: 'alice', field: 'about', losing: { version: 2 } });
    const operator = await engineer('operator');
    const lost = (await get(operator, 'profile/alice/history?only=lost')).json<{ versions: readonly object[] }>();
    expect(lost.versions).toMatchObject([{ version: 2, value: 'tablet', lostTo: 1, actor: { kind: 'user', id: 'alice' } }]);
    expect((await post(operator, 'profile/alice/restore', { version: 2 })).json()).toMatchObject({ kind: 'won', version: 3, current: { value: 'tablet' } });
    expect((await post(alice, 'profile/alice/restore', { version: 1 })).json()).toMatchObject({ kind: 'won', version: 4, current: { value: 'phone' } });
    expectProblem(await post(alice, 'profile/alice/restore', { version: 99 }), 'not-found');
    const page = (await get(alice, 'profile/alice/history?limit=3')).json<{ versions: readonly { version: number }[]; nextBefore: number }>();
    expect([page.versions.map(({ version }) => version), page.nextBefore]).toEqual([[4, 3, 2], 2]);
    expect((await get(alice, `profile/alice/history?limit=3&before=${page.nextBefore}`)).json()).toMatchObject({ versions: [{ version: 1 }] });
  });

  test('of somebody else is closed to users on every path, whether it is there or not', async () => {
    const { user, get, set, post, stamp } = await setUp();
    await set(await user('alice'), 'profile/alice', ['about', 'mine', stamp()]);
    const bob = await user('bob');
    for (const id of ['alice', 'nobody', 'Bob', '%62ob2', '..%2Fbob', 'bob%2F..%2Falice']) {
      expectProblem(await get(bob, `profile/${id}`), 'forbidden');
      expectProblem(await get(bob, `profile/${id}/history`), 'forbidden');
      expectProblem(await set(bob, `profile/${id}`, ['about', 'his', stamp()]), 'forbidden');
      expectProblem(await post(bob, `profile/${id}/restore`, { version: 1 }), 'forbidden');
    }
    expect(expectProblem(await post(bob, 'profile/bob', { id: 'alice', install: 'phone', fields: { about: { value: 'x', stamp: stamp() } } }), 'bad-request').errors).toMatchObject([{ path: 'id' }]);
    expect((await get(await user('alice', 'other'), 'profile/alice')).json()).toMatchObject({ fields: {} });
    expect((await get(await user('alice'), 'profile/alice')).json()).toMatchObject({ fields: { about: { value: 'mine' } } });
  });

  test('is open to backends by scope, and to engineers who may operate, who write nothing new', async () => {
    const { serviceKey, engineer, get, set, post, stamp } = await setUp();
    const [reads, writes, viewer, operator] = [await serviceKey('documents:read'), await serviceKey('documents:write'), await engineer('viewer'), await engineer('operator')];
    expect((await set(writes, 'profile/alice', ['about', 'by a backend', stamp(0, 'backend-1')])).statusCode).toBe(200);
    expect((await get(reads, 'profile/alice')).json()).toMatchObject({ fields: { about: { value: 'by a backend' } } });
    expect((await get(operator, 'profile/alice/history')).json()).toMatchObject({ versions: [{ actor: { kind: 'token' } }] });
    expectProblem(await set(reads, 'profile/alice', ['about', 'x', stamp(1)]), 'forbidden');
    expectProblem(await get(writes, 'profile/alice'), 'forbidden');
    expectProblem(await set(operator, 'profile/alice', ['about', 'x', stamp(1)]), 'forbidden');
    for (const path of ['profile/alice', 'profile/alice/history']) expectProblem(await get(viewer, path), 'forbidden');
    expectProblem(await post(viewer, 'profile/alice/restore', { version: 1 }), 'forbidden');
  });
});

describe('what a chat says about itself', () => {
  test('is written by its owner and moderators, read by its members, and closed to all others', async () => {
    const { user, get, set, post, stamp } = await setUp();
    const [olga, mona, alice, bob] = [await user('olga'), await user('mona'), await user('alice'), await user('bob')];
    expect((await set(olga, 'chat-settings/c', ['title', 'First', stamp()])).statusCode).toBe(200);
    expect((await set(mona, 'chat-settings/c', ['title', 'Second', stamp(1)])).statusCode).toBe(200);
    expect((await get(alice, 'chat-settings/c')).json()).toMatchObject({ fields: { title: { value: 'Second' } } });
    expectProblem(await set(alice, 'chat-settings/c', ['title', 'x', stamp(2)]), 'forbidden');
    expectProblem(await get(alice, 'chat-settings/c/history'), 'forbidden');
    expectProblem(await post(alice, 'chat-settings/c/restore', { version: 1 }), 'forbidden');
    for (const id of ['c', 'nowhere', 'bob']) expectProblem(await get(bob, `chat-settings/${id}`), 'forbidden');
    expectProblem(await get(await user('olga', 'other'), 'chat-settings/c'), 'forbidden');
  });

  test('is closed to a member from the moment they are removed', async () => {
    const { user, get, set, stamp, chats } = await setUp();
    const mona = await user('mona');
    expect((await set(mona, 'chat-settings/c', ['title', 'x', stamp()])).statusCode).toBe(200);
    await chats.remove('main', 'c', 'mona');
    expectProblem(await get(mona, 'chat-settings/c'), 'forbidden');
    expectProblem(await set(mona, 'chat-settings/c', ['title', 'y', stamp(1)]), 'forbidden');
  });

  test.for(['..%2Fc', '.hidden', 'c%00', 'a%20b', 'ü', 'x'.repeat(65)])('under the id %s there is none', async (id) => {
    const { serviceKey, get } = await setUp();
    expectProblem(await get(await serviceKey('documents:read'), `chat-settings/${id}`), 'bad-request');
  });
});

describe('what a device gets wrong', () => {
  const aYearMs = 365 * 86_400_000;

  test('a clock a year ahead is pulled back to a minute and told so; one a year behind loses, and is told what stands [CON-1]', async () => {
    const { user, set, stamp, clock } = await setUp();
    const alice = await user('alice');
    const ahead = (await set(alice, 'profile/alice', ['about', 'future', stamp(aYearMs)])).json<Answer>().fields['about'];
    expect(ahead).toMatchObject({ kind: 'won', isPulledBack: true, stamp: stamp(60_000) });
    clock.advance(60_001);
    expect((await set(alice, 'profile/alice', ['about', 'now', stamp(0, 'tablet')])).json<Answer>().fields['about']).toMatchObject({ kind: 'won' });
    expect((await set(alice, 'profile/alice', ['about', 'past', stamp(-aYearMs, 'watch')])).json<Answer>().fields['about']).toMatchObject({ kind: 'lost', isPulledBack: false, current: { value: 'now' } });
  });

  test.for<[string, (stamp: string) => unknown, string]>([
    ['a field that is not declared', (stamp) => ({ install: 'phone', fields: { balance: { value: 5, stamp } } }), 'fields.balance'],
    ['a field above its bytes', (stamp) => ({ install: 'phone', fields: { displayName: { value: 'x'.repeat(201), stamp } } }), 'fields.displayName.value'],
    ['JSON above 8 KiB', (stamp) => ({ install: 'phone', fields: { preferences: { value: { a: 'x'.repeat(8_192) }, stamp } } }), 'fields.preferences.value'],
    ['JSON of 50,000 levels', (stamp) => `{"install":"phone","fields":{"preferences":{"value":${'['.repeat(50_000)}${']'.repeat(50_000)},"stamp":"${stamp}"}}}`, 'fields.preferences.value'],
    ['the wrong type', (stamp) => ({ install: 'phone', fields: { showsPresence: { value: 'yes', stamp } } }), 'fields.showsPresence.value'],
    ['no value', (stamp) => ({ install: 'phone', fields: { about: { stamp } } }), 'fields.about.value'],
    ['no stamp', () => ({ install: 'phone', fields: { about: { value: 'x' } } }), 'fields.about.stamp'],
    ['a stamp of another install', (stamp) => ({ install: 'tablet', fields: { about: { value: 'x', stamp } } }), 'fields.about.stamp'],
    ['milliseconds for a stamp', () => ({ install: 'phone', fields: { about: { value: 'x', stamp: 1_767_225_600_000 } } }), 'fields.about.stamp'],
    ['no fields', () => ({ install: 'phone', fields: {} }), 'fields'],
    ['a list for fields', () => ({ install: 'phone', fields: [] }), 'fields'],
    ['no install', (stamp) => ({ fields: { about: { value: 'x', stamp } } }), 'install'],
    ['an install with a path', (stamp) => ({ install: '../phone', fields: { about: { value: 'x', stamp } } }), 'install'],
  ])('%s is refused and named, and nothing is written', async ([, body, path]) => {
    const { user, get, post, stamp } = await setUp();
    const alice = await user('alice');
    const { errors } = expectProblem(await post(alice, 'profile/alice', body(stamp())), 'bad-request');
    expect(errors).toEqual(expect.arrayContaining([expect.objectContaining({ path })]));
    expect((await get(alice, 'profile/alice/history')).json()).toEqual({ versions: [] });
  });

  test.for(['{"install":"phone","fields":{"__proto__":{"value":"x","stamp":"STAMP"}}}', '{"install":"phone","fields":{"preferences":{"value":{"a":[{"__proto__":1}]},"stamp":"STAMP"}}}'])('%s is not even read', async (body) => {
    const { user, post, stamp } = await setUp();
    expectProblem(await post(await user('alice'), 'profile/alice', body.replace('STAMP', stamp())), 'malformed-body');
  });

  test.for(['wallets/alice', 'constructor/alice', '__proto__/alice', 'Profile/alice'])('%s is no document', async (path) => {
    const { user, get } = await setUp();
    expectProblem(await get(await user('alice'), path), 'bad-request');
  });
});
