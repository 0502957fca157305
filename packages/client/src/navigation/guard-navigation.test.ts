import { fakeClock, fakeTimers } from '@sora/core/testing';
import { describe, expect, test } from 'vitest';
import { guardNavigation } from './guard-navigation.ts';
import { integerParam, oneOfParam, textParam } from './param-checks.ts';

function app(guard: () => boolean | Promise<boolean> = () => true) {
  const timers = fakeTimers(fakeClock());
  const nav = guardNavigation({
    home: { path: '/' },
    chat: { path: '/chats/:chatId', params: { chatId: textParam(40, /[a-z0-9-]+/), from: integerParam(1, 1_000) }, optional: ['from'] },
    tab: { path: '/tabs/:name', params: { name: oneOfParam('all', 'unread') } },
    club: { path: '/club', guard },
    fragile: { path: '/fragile/:x', params: { x: () => { throw new Error('the check fails'); } } },
  }, { fallback: 'home', timers, guardTimeoutMs: 2_000 });
  return { nav, timers };
}

const home = { route: 'home', params: {} };

describe('a target', () => {
  test('goes through with its parameters as their checks read them, and with no others [MOB-7]', () => {
    const { nav } = app();
    expect(nav.check('chat', { chatId: 'book-club', from: '17', evil: 1 })).toEqual({ target: { route: 'chat', params: { chatId: 'book-club', from: 17 } }, refusal: undefined });
    expect(nav.check('chat', { chatId: 'c1' }).target).toEqual({ route: 'chat', params: { chatId: 'c1' } });
    expect(nav.check('home', undefined)).toEqual({ target: home, refusal: undefined });
  });

  test.each([
    ['chat', {}], ['chat', null], ['chat', { chatId: '' }], ['chat', { chatId: 'a/b' }], ['chat', { chatId: 'c'.repeat(41) }], ['chat', { chatId: 7 }],
    ['chat', { chatId: 'c1', from: '0' }], ['chat', { chatId: 'c1', from: '1e3' }], ['chat', { chatId: 'c1', from: Number.NaN }], ['chat', Object.create({ chatId: 'inherited' })],
    ['tab', { name: 'none' }], ['fragile', { x: 1 }],
  ])('%s with %j leads home', (route, params) => { expect(app().nav.check(route, params)).toEqual({ target: home, refusal: 'bad-params' }); });

  test.each(['gone', '', 'constructor', '__proto__', 'toString'])('an unknown route (%s) leads home', (route) => {
    expect(app().nav.check(route, {})).toEqual({ target: home, refusal: 'unknown-route' });
  });
});

describe('a guard', () => {
  test('lets in, or leads home when it refuses, throws, rejects', async () => {
    expect(await app(async () => true).nav.enter('club', {})).toEqual({ target: { route: 'club', params: {} }, refusal: undefined });
    const bad = [() => false, async () => false, () => { throw new Error('broken'); }, () => Promise.reject(new Error('broken'))];
    for (const guard of bad) expect(await app(guard).nav.enter('club', {})).toEqual({ target: home, refusal: 'guard-refused' });
  });

  test('has a time; a late answer changes nothing, and no timer is left [MOB-7]', async () => {
    const { nav, timers } = app(() => new Promise(() => {}));
    const verdict = nav.enter('club', {});
    await timers.advance(2_000);
    expect(await verdict).toEqual({ target: home, refusal: 'guard-timeout' });
    const quick = app();
    await quick.nav.enter('club', {});
    expect(quick.timers.pending).toBe(0);
  });

  test('is not asked about a target that is refused anyway', async () => {
    const { nav, timers } = app(() => { throw new Error('asked'); });
    expect((await nav.enter('gone', {})).refusal).toBe('unknown-route');
    expect(timers.pending).toBe(0);
  });
});

test('parameters are typed by their checks', () => {
  const { target } = app().nav.check('chat', { chatId: 'c1' });
  if (target.route !== 'chat') throw new Error('The target was refused.');
  const chatId: string = target.params.chatId;
  const from: number | undefined = target.params.from;
  expect([chatId, from]).toEqual(['c1', undefined]);
});

describe('a stored place', () => {
  test('comes back as it was', () => {
    const { nav } = app();
    const target = { route: 'chat', params: { chatId: 'c1', from: 17 } } as const;
    expect(nav.restore(nav.persist(target))).toEqual({ target, refusal: undefined });
  });

  test.each([undefined, '', 'null', '[]', '{', '7', '{"route":7}', '{"route":"removed","params":{}}', '{"route":"chat","params":{"chatId":{}}}', '{"route":"chat"}', '{"route":"tab","params":{"name":"old"}}', `{"route":"chat","params":${'['.repeat(10_000)}`])('of another version or of nobody leads home: %s [MOB-7]', (text) => {
    const { target, refusal } = app().nav.restore(text);
    expect([target, refusal]).toEqual([home, expect.any(String)]);
  });
});
