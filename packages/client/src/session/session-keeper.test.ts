import { fakeClock, fakeTimers, seededRandom } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { answered, scriptedTransport, unanswered } from '../testing/scripted-transport.ts';
import { createSessionKeeper } from './session-keeper.ts';

function keeping(getIdentityToken: () => Promise<string | undefined> = async () => 'a-jwt') {
  const server = scriptedTransport();
  const monotonic = fakeClock(0);
  const timers = fakeTimers(monotonic);
  let sessions = 0;
  server.answer(() => answered(201, { token: `token-${(sessions += 1)}`, userId: 'alice', expiresAtMs: 1e12, wallets: [] }));
  const keeper = createSessionKeeper({ transport: server.transport, install: 'install-1', monotonic, timers, random: seededRandom(1), getIdentityToken });
  return { keeper, server, monotonic, timers };
}

test('the identity provider’s token is exchanged for a session', async () => {
  const { keeper, server } = keeping();
  expect(keeper.current).toBeUndefined();
  await keeper.refresh();
  expect(keeper.current).toMatchObject({ userId: 'alice', token: 'token-1' });
  expect(server.requests).toMatchObject([{ method: 'POST', path: '/v1/sessions', body: { identityToken: 'a-jwt', install: 'install-1' } }]);
});

test('all who find their session over at once share one exchange', async () => {
  const { keeper, server } = keeping();
  const all = await Promise.all(Array.from({ length: 50 }, () => keeper.refresh()));
  expect([new Set(all).size, server.requests.length]).toEqual([1, 1]);
});

test('a server that takes no token for long is not stormed: the pauses grow to half a minute', async () => {
  const { keeper, server, monotonic } = keeping();
  for (let second = 0; second < 120; second++) {
    await keeper.refresh();
    monotonic.advance(1_000);
  }
  expect(server.requests.length).toBeLessThan(12);
  expect(server.requests.length).toBeGreaterThan(5);
});

test('after a session that lasted, the next refusal is met at once', async () => {
  const { keeper, server, monotonic } = keeping();
  await keeper.refresh();
  monotonic.advance(61_000);
  await keeper.refresh();
  expect(server.requests.length).toBe(2);
});

test('Retry-After is waited for', async () => {
  const { keeper, server, monotonic } = keeping();
  server.answer(() => answered(503, undefined, 20_000));
  await keeper.refresh();
  monotonic.advance(19_000);
  await keeper.refresh();
  expect(server.requests.length).toBe(1);
  monotonic.advance(1_001);
  await keeper.refresh();
  expect(server.requests.length).toBe(2);
});

test.each([
  ['nobody is signed in', async () => undefined],
  ['the identity provider’s SDK fails', async () => Promise.reject(new Error('no network'))],
  ['it throws before it promises anything', () => { throw new Error('not ready'); }],
])('without a session when %s, and no rejection', async (_when, getIdentityToken) => {
  const { keeper } = keeping(getIdentityToken);
  expect(await keeper.refresh()).toBeUndefined();
});

test.each([['no answer', unanswered], ['a captive portal', answered(200, undefined)], ['a refusal', answered(401, { code: 'identity-refused' })]])('%s leaves the session that is there', async (_what, answer) => {
  const { keeper, server, monotonic } = keeping();
  await keeper.refresh();
  monotonic.advance(100_000);
  server.answer(() => answer);
  expect([await keeper.refresh(), keeper.current?.token]).toEqual([undefined, 'token-1']);
});

test('who signs out is not signed in again by an answer that was under way', async () => {
  const { keeper, server } = keeping();
  let release: () => void = () => undefined;
  const held = new Promise<void>((resume) => { release = resume; });
  server.answer(async () => {
    await held;
    return answered(201, { token: 'late', userId: 'alice', expiresAtMs: 1 });
  });
  const refreshing = keeper.refresh();
  keeper.end();
  release();
  expect([await refreshing, keeper.current]).toEqual([undefined, undefined]);
});

test('who listens hears of each session and of its end; one that throws does not keep others from hearing', async () => {
  const { keeper } = keeping();
  const heard: (string | undefined)[] = [];
  keeper.subscribe(() => { throw new Error('mine'); });
  const stop = keeper.subscribe((session) => heard.push(session?.token));
  await keeper.refresh();
  keeper.end();
  stop();
  await keeper.refresh();
  expect(heard).toEqual(['token-1', undefined]);
});

test('an app that is started in a tunnel asks until it has a session, with growing pauses of half a minute at most, then no more', async () => {
  const { keeper, server, timers } = keeping();
  server.answer(() => unanswered);
  expect(await keeper.begin()).toBe(false);
  await timers.advance(120_000);
  expect(server.requests.length).toBeGreaterThan(5);
  expect(server.requests.length).toBeLessThan(12);
  server.answer(() => answered(201, { token: 't', userId: 'alice' }));
  await timers.advance(40_000);
  expect([keeper.current?.token, timers.pending]).toEqual(['t', 0]);
});

test('who signs in after minutes of nobody has a session at once, for it is their own doing', async () => {
  const signedIn = { jwt: undefined as string | undefined };
  const { keeper, timers } = keeping(async () => signedIn.jwt);
  await keeper.begin();
  await timers.advance(300_000);
  signedIn.jwt = 'a-jwt';
  expect([await keeper.begin(), keeper.current?.userId]).toEqual([true, 'alice']);
});

test('who signs out, and an app that stops, is asked for no more', async () => {
  for (const over of ['end', 'stop'] as const) {
    const { keeper, server, timers } = keeping();
    server.answer(() => unanswered);
    await keeper.begin();
    keeper[over]();
    await timers.advance(600_000);
    expect([server.requests.length, timers.pending]).toEqual([1, 0]);
  }
});
