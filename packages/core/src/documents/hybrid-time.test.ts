import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareTimes, genesisTime, type HybridTime, maxCount, receive, tick } from './hybrid-time.ts';

const time: fc.Arbitrary<HybridTime> = fc.record({ ms: fc.integer({ min: 0, max: 1_000 }), count: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom(maxCount - 1, maxCount)) });
const nowMs = fc.integer({ min: 0, max: 1_100 });

describe('a hybrid logical clock', () => {
  test('is the real time as long as that moves on', () => {
    expect(tick(genesisTime, 1_000)).toEqual({ ms: 1_000, count: 0 });
    expect(tick({ ms: 1_000, count: 7 }, 1_000.9)).toEqual({ ms: 1_000, count: 8 });
    expect(tick({ ms: 999, count: 7 }, 1_000.9)).toEqual({ ms: 1_000, count: 0 });
  });

  test('counts while the real time stands still or is behind, and borrows a millisecond when the counter is full', () => {
    expect(tick({ ms: 5_000, count: 3 }, 1_000)).toEqual({ ms: 5_000, count: 4 });
    expect(tick({ ms: 5_000, count: maxCount }, 1_000)).toEqual({ ms: 5_001, count: 0 });
    expect(receive({ ms: 10, count: 9 }, { ms: 20, count: 4 }, 15)).toEqual({ ms: 20, count: 5 });
  });

  test('is always later than what it was and what it has seen, never before now, and never further ahead than what it has seen', () => {
    fc.assert(fc.property(time, time, nowMs, (latest, seen, now) => {
      const next = receive(latest, seen, now);
      expect(compareTimes(next, latest)).toBeGreaterThan(0);
      expect(compareTimes(next, seen)).toBeGreaterThan(0);
      expect(next.ms).toBeGreaterThanOrEqual(now);
      expect(next.ms).toBeLessThanOrEqual(Math.max(now, latest.ms + 1, seen.ms + 1));
      expect(next.count).toBeLessThanOrEqual(maxCount);
    }), { numRuns: 500 });
  });
});
