import { type Aggregate, mergeInto } from './aggregate.ts';
import { Histogram } from './histogram.ts';
import { Tally } from './tally.ts';

/**
 * One new aggregate for the measurements of all; they stay as they were.
 * A series whose type once was a counter has totals without buckets: with one of those among them only the totals remain.
 */
export function mergeAggregates(aggregates: readonly Aggregate[]): Aggregate {
  const isDistribution = aggregates.every((each) => each instanceof Histogram);
  const merged = isDistribution ? emptyLike(aggregates) : new Tally();
  for (const each of aggregates) mergeInto(merged, each);
  return merged;
}

// At the first one's scale, since a histogram that starts at the default would blur finer ones that came from elsewhere.
function emptyLike([first]: readonly Histogram[]): Histogram {
  return first === undefined ? new Histogram() : new Histogram(first.scale);
}
