import { describe, expect, test } from 'vitest';
import { Tally } from './tally.ts';

describe('a tally', () => {
  test('counts, adds up and keeps the least and greatest', () => {
    const tally = new Tally();
    for (const value of [3, 0, 8.5]) tally.record(value);
    tally.record(2, 4);
    expect({ count: tally.count, sum: tally.sum, min: tally.min, max: tally.max }).toEqual({ count: 7, sum: 19.5, min: 0, max: 8.5 });
  });

  test('loses nothing when a million tenths follow a large value [OBS-9]', () => {
    const tally = new Tally();
    tally.record(1e16);
    for (let n = 0; n < 1_000_000; n++) tally.record(0.1);
    expect(tally.sum).toBe(1e16 + 100_000);
  });

  test('merged parts keep what the small sums would lose', () => {
    const large = Tally.of({ count: 1, sum: 1e16, min: 1e16, max: 1e16 });
    for (let n = 0; n < 1000; n++) large.merge(Tally.of({ count: 1, sum: 0.5, min: 0.5, max: 0.5 }));
    expect(large).toMatchObject({ count: 1001, sum: 1e16 + 500, min: 0.5, max: 1e16 });
  });

  test('what additions lost in a part is not lost by the merge', () => {
    const part = new Tally();
    part.record(1e16);
    for (let n = 0; n < 1000; n++) part.record(0.5);
    const whole = new Tally();
    whole.merge(part);
    expect(whole.sum).toBe(1e16 + 500);
  });

  test('merging an empty one changes nothing', () => {
    const tally = Tally.of({ count: 2, sum: 5, min: 1, max: 4 });
    tally.merge(new Tally());
    expect({ count: tally.count, sum: tally.sum, min: tally.min, max: tally.max }).toEqual({ count: 2, sum: 5, min: 1, max: 4 });
  });

  test.each([-1, NaN, Infinity, -Infinity])('refuses %d and counts nothing', (value) => {
    const tally = new Tally();
    expect(() => tally.record(value)).toThrow(RangeError);
    expect(tally.count).toBe(0);
  });

  test.each([0, -1, 1.5, NaN])('refuses a value measured %d times', (times) => {
    expect(() => new Tally().record(1, times)).toThrow(RangeError);
  });

  test('a sum beyond the range of doubles stays finite', () => {
    const tally = new Tally();
    for (let n = 0; n < 3; n++) tally.record(1.5e308);
    expect(tally.sum).toBe(Number.MAX_VALUE);
  });

  test.each([
    { count: 1, sum: 1, min: 2, max: 1 },
    { count: 1, sum: NaN, min: 1, max: 1 },
    { count: 1.5, sum: 1, min: 1, max: 1 },
    { count: 0, sum: 1, min: Infinity, max: -Infinity },
    { count: 1, sum: 1, min: -1, max: 1 },
    { count: 1, sum: 1, min: 1, max: Infinity },
  ])('refuses totals that no measurements have: $count, $sum, $min, $max', (totals) => {
    expect(() => Tally.of(totals)).toThrow(RangeError);
  });
});
