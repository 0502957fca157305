import { expect, test } from 'vitest';
import { mergeInto, newAggregate } from './aggregate.ts';
import { Histogram } from './histogram.ts';
import { Tally } from './tally.ts';

test('only a distribution keeps a histogram', () => {
  expect(newAggregate('distribution')).toBeInstanceOf(Histogram);
  expect(newAggregate('counter')).not.toBeInstanceOf(Histogram);
  expect(newAggregate('ratio')).not.toBeInstanceOf(Histogram);
});

test('merging adds what both counted', () => {
  const target = newAggregate('distribution');
  const source = newAggregate('distribution');
  target.record(1);
  source.record(2);
  mergeInto(target, source);
  expect(target).toMatchObject({ count: 2, sum: 3, min: 1, max: 2 });
});

test('a tally takes the totals of a histogram, a histogram refuses a tally', () => {
  const histogram = new Histogram();
  histogram.record(4);
  const tally = new Tally();
  mergeInto(tally, histogram);
  expect(tally.sum).toBe(4);
  expect(() => mergeInto(histogram, tally)).toThrow('a distribution is merged from histograms');
  expect(histogram.count).toBe(1);
});
