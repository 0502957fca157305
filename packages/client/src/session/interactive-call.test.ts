import { fakeClock, fakeTimers, seededRandom } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { answered, scriptedTransport, unanswered } from '../testing/scripted-transport.ts';
import { interactiveCall } from './interactive-call.ts';
import type { SessionKeeper, UserSession } from './session.ts';

function calling(tokens: readonly string[]) {
  const server = scriptedTransport();
  const clock = fakeClock(0);
  const timers = fakeTimers(clock);
  const left = tokens.slice();
  let current: UserSession | undefined;
  const session: Pick<SessionKeeper, 'current' | 'refresh'> = {
    get current() { return current; },
    refresh: async () => {
      const token = left.shift();
      current = token === undefined ? undefined : { userId: 'alice', token };
      return current;
    },
  };
  return { server, clock, timers, call: interactiveCall({ transport: server.transport, session, platform: { timers, random: seededRandom(3) } }) };
}

const tokensOf = (requests: readonly { readonly headers?: Readonly<Record<string, string>> }[]) => requests.map(({ headers }) => headers?.['authorization']);

test('three attempts of 5000 ms, with pauses of about 1 and 2 s [MOB-8]', async () => {
  const { server, timers, clock, call } = calling(['t']);
  const begunAtMs: number[] = [];
  server.answer(() => {
    begunAtMs.push(clock.nowMs());
    return unanswered;
  });
  const verdict = call({ method: 'GET', path: '/v1/chats' });
  await timers.advance(60_000);
  expect((await verdict).kind).toBe('later');
  expect(server.requests.map(({ timeoutMs }) => timeoutMs)).toEqual([5_000, 5_000, 5_000]);
  const [first = 0, second = 0, third = 0] = begunAtMs;
  expect(second - first).toBeGreaterThanOrEqual(900);
  expect(second - first).toBeLessThanOrEqual(1_100);
  expect(third - second).toBeGreaterThanOrEqual(1_800);
  expect(third - second).toBeLessThanOrEqual(2_200);
});

test('Retry-After is honoured', async () => {
  const { server, timers, call } = calling(['t']);
  server.answer(() => answered(503, { code: 'overloaded' }, 9_000));
  void call({ method: 'GET', path: '/' });
  await timers.advance(8_000);
  expect(server.requests.length).toBe(1);
  await timers.advance(1_000);
  expect(server.requests.length).toBe(2);
});

test('a session that is over is exchanged once, and the call goes on', async () => {
  const { server, call } = calling(['old', 'new']);
  server.answer(({ headers }) => (headers?.['authorization'] === 'Bearer new' ? answered(200, { ok: true }) : answered(401, { code: 'unauthenticated' })));
  expect(await call({ method: 'GET', path: '/' })).toEqual({ kind: 'ok', body: { ok: true } });
  expect(tokensOf(server.requests)).toEqual(['Bearer old', 'Bearer new']);
});

test('a refusal for good is not asked again', async () => {
  const { server, call } = calling(['t']);
  server.answer(() => answered(404, { code: 'unknown-chat' }));
  expect(await call({ method: 'GET', path: '/' })).toMatchObject({ kind: 'refused', code: 'unknown-chat' });
  expect(server.requests.length).toBe(1);
});

test('with nobody signed in nothing is sent', async () => {
  const { server, call } = calling([]);
  expect([(await call({ method: 'GET', path: '/' })).kind, server.requests.length]).toEqual(['unauthenticated', 0]);
});
