import { expect, test } from 'vitest';
import { seededRandom } from '../testing/seeded-random.ts';
import { fetchPauseMs } from './fetch-pause.ts';
import { createFrameBudget } from './frame-budget.ts';
import { reconnectAfterMs } from './reconnect-after.ts';
import { createTurnstile } from './turnstile.ts';

test('ten thousand clients that are sent away come back over twenty seconds, about as many in each', () => {
  const random = seededRandom(1);
  const perSecond = Array.from({ length: 21 }, () => 0);
  for (let n = 0; n < 10_000; n++) perSecond[Math.floor(reconnectAfterMs(10_000, random) / 1_000)]! += 1;
  expect(Math.max(...perSecond)).toBeLessThan(600);
  expect(Math.min(...perSecond.slice(0, 20))).toBeGreaterThan(400);
});

test('a single client comes back within two seconds, a million within a minute', () => {
  const latest = { next: () => 0.999_999 };
  expect([reconnectAfterMs(1, latest), reconnectAfterMs(1_000_000, latest)]).toEqual([2_000, 60_000]);
});

test('a chat waits twice as long as its handing out takes, and for what it handed out to be taken, within bounds', () => {
  expect([0, 25, 100, 10_000].map((workMs) => fetchPauseMs({ workMs, sizeBytes: 0 }))).toEqual([50, 50, 200, 500]);
  expect([0, 1_638_400, 16_384_000].map((sizeBytes) => fetchPauseMs({ workMs: 0, sizeBytes }))).toEqual([50, 100, 500]);
});

test('a client may send a burst of frames, then as many a second as its rate, and a clock that goes back gives nothing', () => {
  const budget = createFrameBudget({ perSecond: 2, burst: 3 }, 0);
  const takes = (atMs: number, count: number) => Array.from({ length: count }, () => budget.take(atMs));
  expect(takes(0, 4)).toEqual([true, true, true, false]);
  expect(takes(500, 2)).toEqual([true, false]);
  expect(takes(0, 1)).toEqual([false]);
  expect(takes(60_000, 4)).toEqual([true, true, true, false]);
});

test('a turnstile lets so many in at a time, in the order they came, and failures give their place on', async () => {
  const { pass } = createTurnstile(2);
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>());
  const began: number[] = [];
  const passing = gates.map(async ({ promise }, n) => pass(async () => { began.push(n); await promise; }));
  expect(began).toEqual([0, 1]);
  gates[1]?.reject(new Error('lost'));
  await expect(passing[1]).rejects.toThrow('lost');
  expect(began).toEqual([0, 1, 2]);
  for (const { resolve } of gates) resolve();
  await Promise.all([passing[0], passing[2], passing[3]]);
  expect(began).toEqual([0, 1, 2, 3]);
});
