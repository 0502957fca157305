import { expect, test } from 'vitest';
import { fakeClock } from './fake-clock.ts';
import { seededRandom } from './seeded-random.ts';

test('a fake clock moves only when told', () => {
  const clock = fakeClock(1000);
  expect(clock.nowMs()).toBe(1000);
  clock.advance(250);
  expect(clock.nowMs()).toBe(1250);
});

test('a seed replays its numbers, and another seed gives others', () => {
  const draw = (seed: number) => { const random = seededRandom(seed); return Array.from({ length: 100 }, () => random.next()); };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
});

test('the numbers lie in [0, 1) and fill it evenly', () => {
  const random = seededRandom(1);
  const buckets = Array.from({ length: 10 }, () => 0);
  for (let i = 0; i < 10_000; i++) {
    const index = Math.floor(random.next() * 10);
    buckets[index] = (buckets[index] ?? 0) + 1;
  }
  expect(buckets).toHaveLength(10);
  for (const count of buckets) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
