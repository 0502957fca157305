import { fakeClock, fakeTimers, seededRandom } from '@sora/core/testing';
import { expect, test } from 'vitest';
import { keepAsking } from './keep-asking.ts';

function asking(failures: number) {
  const clock = fakeClock(0);
  const timers = fakeTimers(clock);
  const askedAtMs: number[] = [];
  const refresh = async () => {
    askedAtMs.push(clock.nowMs());
    return askedAtMs.length > failures ? { userId: 'alice', token: 't', expiresAtMs: 1e12 } : undefined;
  };
  return { askedAtMs, timers, asks: keepAsking({ refresh }, { timers, random: seededRandom(2) }) };
}

test('an app that is started in a tunnel asks until it has a session, after about 1, 2, 4 s, then no more', async () => {
  const { askedAtMs, timers, asks } = asking(3);
  expect(await asks.ask()).toBe(false);
  await timers.advance(600_000);
  expect(askedAtMs.length).toBe(4);
  const [, second = 0, third = 0, fourth = 0] = askedAtMs;
  expect(second >= 900 && second <= 1_100 && third - second >= 1_800 && third - second <= 2_200 && fourth - third >= 3_600 && fourth - third <= 4_400).toBe(true);
  expect(timers.pending).toBe(0);
});

test('who signs out is not signed in again by a later try', async () => {
  const { askedAtMs, timers, asks } = asking(5);
  await asks.ask();
  asks.stop();
  await timers.advance(600_000);
  expect(askedAtMs.length).toBe(1);
});

test('asking again begins anew, and there is one row of tries at a time', async () => {
  const { askedAtMs, timers, asks } = asking(100);
  await asks.ask();
  await asks.ask();
  await timers.advance(1_200);
  expect(askedAtMs.length).toBe(3);
});
