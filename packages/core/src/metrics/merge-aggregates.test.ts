import { expect, test } from 'vitest';
import { Histogram } from './histogram.ts';
import { mergeAggregates } from './merge-aggregates.ts';
import { Tally } from './tally.ts';

const histogram = (values: readonly number[], scale?: number) => { const made = new Histogram(scale); for (const value of values) made.record(value); return made; };
const tally = (values: readonly number[]) => { const made = new Tally(); for (const value of values) made.record(value); return made; };

test('histograms merge into a new histogram and stay as they were', () => {
  const parts = [histogram([1, 2]), histogram([400])];
  const merged = mergeAggregates(parts);
  expect(merged).toBeInstanceOf(Histogram);
  expect(merged).toMatchObject({ count: 3, sum: 403, min: 1, max: 400 });
  expect(parts.map((part) => part.count)).toEqual([2, 1]);
});

test('the resolution of a histogram that came in finer than ours is kept', () => {
  const merged = mergeAggregates([histogram([1, 2], 7), histogram([3], 6)]);
  expect(merged instanceof Histogram && merged.scale).toBe(6);
});

test('totals without buckets turn the result into totals, and count', () => {
  const merged = mergeAggregates([histogram([1, 2]), tally([5])]);
  expect(merged).not.toBeInstanceOf(Histogram);
  expect(merged).toMatchObject({ count: 3, sum: 8, min: 1, max: 5 });
});
