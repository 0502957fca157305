import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTimes, type HybridTime, maxCount, maxMs } from './hybrid-time.ts';
import { compareStamps, installOf, maxAheadMs, parseStamp, pullBack, stampAfter, stampOf } from './stamp.ts';

const time: fc.Arbitrary<HybridTime> = fc.record({ ms: fc.oneof(fc.integer({ min: 0, max: 20 }), fc.maxSafeNat().map((n) => n % (maxMs + 1))), count: fc.oneof(fc.nat(3), fc.nat(maxCount)) });
const install = fc.stringMatching(/^[A-Za-z0-9_-]{1,4}$/);

describe('a stamp', () => {
  test('sorts as text as its time and then its install compare, and says both again', () => {
    fc.assert(fc.property(time, install, time, install, (a, one, b, other) => {
      const [first, second] = [stampOf(a, one), stampOf(b, other)];
      const byParts = Math.sign(compareTimes(a, b)) || (one === other ? 0 : one < other ? -1 : 1);
      expect([compareStamps(first, second), [second, first].toSorted()[0] === second]).toEqual([byParts, byParts >= 0]);
      expect(parseStamp(first)).toEqual({ time: a, install: one });
    }), { numRuns: 1_000 });
  });

  test.for(['', 'x', '019b3f5a7c00-0000-', '019b3f5a7c00-0000-a b', '19b3f5a7c00-0000-phone', '019b3f5a7c00-000-phone', '019B3F5A7C00-0000-phone', ' 019b3f5a7c00-0000-phone', `019b3f5a7c00-0000-${'x'.repeat(65)}`, '019b3f5a7c00-0000-phone\n'])('%j is none', (text) => {
    expect(parseStamp(text)).toBeUndefined();
  });

  test('is pulled back to a minute from now when it is further ahead, and left alone otherwise', () => {
    const now = 1_000_000;
    const bound = stampOf({ ms: now + maxAheadMs, count: 0 }, 'phone');
    for (const ahead of [{ ms: now + maxAheadMs, count: 1 }, { ms: now + maxAheadMs + 1, count: 0 }, { ms: maxMs, count: maxCount }]) expect(pullBack(stampOf(ahead, 'phone'), now)).toBe(bound);
    for (const fine of [{ ms: now + maxAheadMs, count: 0 }, { ms: now, count: 9 }, { ms: 0, count: 0 }]) expect(pullBack(stampOf(fine, 'phone'), now + 0.7)).toBe(stampOf(fine, 'phone'));
  });

  test('after another is later than it, of the install that asks', () => {
    const seen = stampOf({ ms: 5_000, count: 2 }, 'zebra');
    expect(stampAfter(seen, 1_000, 'ant')).toBe(stampOf({ ms: 5_000, count: 3 }, 'ant'));
    expect(installOf(stampAfter(seen, 9_000, 'ant'))).toBe('ant');
  });
});
