import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createRateCounter } from './rate-counter.ts';

beforeEach(() => { vi.useFakeTimers({ toFake: ['Date'], now: 1_000_000 }); });
afterEach(() => { vi.useRealTimers(); });

test('so many are allowed in a window, and the next is told when it ends', () => {
  const counter = createRateCounter({ max: 2, windowMs: 60_000, senders: 10 });
  expect([counter.count('a'), counter.count('a')]).toEqual([undefined, undefined]);
  vi.setSystemTime(1_020_000);
  expect([counter.count('a'), counter.count('b')]).toEqual([40_000, undefined]);
  vi.setSystemTime(1_060_000);
  expect(counter.count('a')).toBeUndefined();
});

test('one that weighs as much as several counts as several', () => {
  const counter = createRateCounter({ max: 4, windowMs: 60_000, senders: 10 });
  expect([counter.count('a', 3), counter.count('a'), counter.count('a'), counter.count('b', 5)]).toEqual([undefined, undefined, 60_000, 60_000]);
});

test('looking ahead counts nothing', () => {
  const counter = createRateCounter({ max: 1, windowMs: 60_000, senders: 10 });
  expect([counter.peek('a'), counter.peek('a'), counter.count('a'), counter.peek('a')]).toEqual([undefined, undefined, undefined, 60_000]);
});

test('more senders than are remembered take no more memory: all begin anew', () => {
  const counter = createRateCounter({ max: 1, windowMs: 60_000, senders: 2 });
  for (const sender of ['a', 'b']) counter.count(sender);
  expect([counter.peek('a'), counter.peek('b')]).toEqual([60_000, 60_000]);
  counter.count('c');
  expect([counter.peek('a'), counter.peek('b'), counter.peek('c')]).toEqual([undefined, undefined, 60_000]);
});
