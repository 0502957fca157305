import { fakeClock, fakeTimers } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { fakeDevice } from '../testing/fake-device.ts';
import { answered, scriptedTransport } from '../testing/scripted-transport.ts';
import { watchReachability } from './reachability.ts';

test('what is known of the server comes from its answers: since when every try has failed, and when it last answered [MOB-3]', async () => {
  const clock = fakeClock(0);
  const timers = fakeTimers(clock);
  const { transport, answer, requests } = scriptedTransport();
  const reach = watchReachability({ transport, monotonic: clock, timers, random: { next: () => 0.5 }, device: fakeDevice() });
  await timers.advance(130_000);
  expect(reach.facts).toEqual({ inFlightSinceMs: undefined, lastAnswerAtMs: undefined, failingSinceMs: 0 });
  expect(requests.length).toBe(9);
  answer(() => answered(200, {}));
  await timers.advance(30_000);
  expect(reach.facts).toEqual({ inFlightSinceMs: undefined, lastAnswerAtMs: 151_000, failingSinceMs: undefined });
  reach.stop();
});

test('a request is under way until its answer is there, and the oldest one counts', async () => {
  const clock = fakeClock(0);
  const timers = fakeTimers(clock);
  const { transport, answer } = scriptedTransport();
  answer(({ path }) => new Promise((resolve) => { timers.after(path === '/healthz' ? 5_000 : 9_000, () => { resolve(answered(200, {})); }); }));
  const reach = watchReachability({ transport, monotonic: clock, timers, random: { next: () => 0.5 }, device: fakeDevice() });
  await timers.advance(1_000);
  const second = reach.transport({ method: 'GET', path: '/v1/chats' });
  expect(reach.facts.inFlightSinceMs).toBe(0);
  await timers.advance(5_000);
  expect(reach.facts).toMatchObject({ inFlightSinceMs: 1_000, lastAnswerAtMs: 5_000 });
  await timers.advance(5_000);
  await second;
  expect(reach.facts).toMatchObject({ inFlightSinceMs: undefined, lastAnswerAtMs: 10_000 });
  reach.stop();
});
