import { invariant } from '../kernel/invariant.ts';
import { Histogram } from './histogram.ts';
import type { MetricKind } from './metric-layer.ts';
import { Tally } from './tally.ts';

/** What a set of measurements of one series says: a histogram for a distribution, a plain tally for a counter or ratio. */
export type Aggregate = Tally | Histogram;

/** Empty, ready for the samples of a metric of this kind. */
export function newAggregate(kind: MetricKind): Aggregate {
  return kind === 'distribution' ? new Histogram() : new Tally();
}

/** Adds what `source` counted to `target`; a histogram takes only histograms, since a tally knows no buckets. */
export function mergeInto(target: Aggregate, source: Aggregate): void {
  if (!(target instanceof Histogram)) {
    target.merge(source);
    return;
  }
  invariant(source instanceof Histogram, 'a distribution is merged from histograms');
  target.merge(source);
}
