import type { Aggregate } from '../aggregate.ts';
import { Histogram } from '../histogram.ts';
import { Tally } from '../tally.ts';
import { histogramOf } from './otlp-histogram.ts';
import type { OtlpData, OtlpExponentialPoint, OtlpNumberPoint } from './otlp-metrics.ts';
import type { Place } from './otlp-place.ts';
import type { RefusalReason } from './otlp-refusals.ts';
import { changeUnit, type UnitChange } from './otlp-units.ts';

/** What is measured, and how its unit becomes the catalog's. */
export interface Target {
  readonly place: Place;
  readonly change: UnitChange;
}

/**
 * A number as measurements. A level is one sample of a distribution. An increment adds to a counter, as one sample: OTLP does not
 * say how many additions made it. For a ratio it is a number of events that all were, or all were not, what the metric names.
 */
export function numberAggregate(point: OtlpNumberPoint, meaning: 'level' | 'increment', { place, change }: Target): Aggregate | RefusalReason {
  const value = changeUnit(point.value ?? Number.NaN, change);
  if (!Number.isFinite(value)) return 'not-a-value';
  if (value < 0) return 'negative';
  switch (place.definition.kind) {
    case 'distribution':
      return meaning === 'level' ? sampled(new Histogram(), value) : 'sum-of-distribution';
    case 'counter':
      return meaning === 'increment' ? sampled(new Tally(), value) : 'level-of-counter';
    case 'ratio':
      return meaning === 'increment' ? eventsOfRatio(value, matched(point, place)) : 'ratio';
  }
}

/** A gauge is a level, and so is a cumulative sum that may fall (an UpDownCounter); a delta sum is an increment. */
export function meaningOf(data: OtlpData): 'level' | 'increment' {
  return data.kind === 'sum' && data.temporality === 'delta' ? 'increment' : 'level';
}

function sampled(aggregate: Aggregate, value: number): Aggregate {
  aggregate.record(value);
  return aggregate;
}

/** The event was what the metric names: by the convention of the metric's name, else by the point's own attribute. */
function matched({ attributes }: OtlpNumberPoint, { name }: Place): boolean | undefined {
  if (name.matched !== undefined) return name.matched;
  const said = attributes.get('sora.matched');
  return typeof said === 'boolean' ? said : undefined;
}

function eventsOfRatio(events: number, isMatch: boolean | undefined): Tally | RefusalReason {
  return isMatch === undefined || !Number.isSafeInteger(events) ? 'ratio' : repeated(isMatch ? 1 : 0, events);
}

/** `times` measurements of one value; none where `times` is 0. */
export function repeated(value: number, times: number): Tally {
  const tally = new Tally();
  if (times > 0) tally.record(value, times);
  return tally;
}

/** A histogram as measurements: with its buckets for a distribution; for a counter only how many there were and their sum. */
export function exponentialAggregate(point: OtlpExponentialPoint, { place, change }: Target): Aggregate | RefusalReason {
  if (place.definition.kind === 'ratio') return 'ratio';
  if (point.negative.counts.some((count) => count > 0) || (point.sum ?? 0) < 0) return 'negative';
  const counted = point.positive.counts.reduce((total, count) => total + count, point.zeroCount);
  if (counted !== point.count) return 'contradiction';
  if (counted > 0 && point.sum === undefined) return 'no-sum';
  try {
    const histogram = histogramOf({ ...point, sum: point.sum ?? 0 }, change);
    return place.definition.kind === 'distribution' ? histogram : Tally.of(histogram);
  } catch (error) {
    if (error instanceof RangeError) return 'contradiction';
    throw error;
  }
}
