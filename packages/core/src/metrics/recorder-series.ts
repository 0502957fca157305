import { invariant } from '../kernel/invariant.ts';
import { type Aggregate, newAggregate } from './aggregate.ts';
import { createOverflowWatch, type OverflowReport } from './cardinality-report.ts';
import { type CardinalityLimits, createCardinalityBudget, overflowSeries } from './cardinality.ts';
import type { MetricKind } from './metric-layer.ts';
import { metricDefinition } from './sample.ts';
import { type Place, placeKey, type Series } from './series.ts';

/** A series that this node measures now. */
export interface LiveSeries {
  readonly series: Series;
  readonly kind: MetricKind;
  /** Everything drained since the series became live. */
  readonly cumulative: Aggregate;
  /** False for those that stand for many: one per tenant, metric and source at most, so outside the budget. */
  readonly isBudgeted: boolean;
  /** Whether points of it wait to be drained. */
  isWaiting: boolean;
  lastSeenMs: number;
}

/** The live series of one place: at most one per metric of the catalog, so few that a search costs less than a key for each. */
export interface LivePlace {
  readonly place: Place;
  readonly key: string;
  series: LiveSeries[];
}

type Metric = Pick<Series, 'layer' | 'type'>;

/** The live series of a node, never more than the limits allow. */
export interface SeriesRegistry extends Iterable<LiveSeries> {
  readonly size: number;
  /** Looks a place up, for measurements that are resolved at once: found once for a whole frame, whose measurements share it. */
  at(place: Place): LivePlace;
  /** The live series of a metric there, made so if there is room; else the overflow series of its metric. */
  resolve(at: LivePlace, metric: Metric, nowMs: number): LiveSeries;
  /** Drops series unseen for too long, unless points of them still wait: a second life beside those would write one slot twice. */
  forget(nowMs: number): void;
  takeReports(nowMs: number): OverflowReport[];
}

export function createSeriesRegistry(limits: CardinalityLimits): SeriesRegistry {
  const places = new Map<string, LivePlace>();
  const budget = createCardinalityBudget(limits);
  const watch = createOverflowWatch();
  let size = 0;

  /** Kept only once it has a series: those that find no room must take none. */
  function at(place: Place): LivePlace {
    const key = placeKey(place);
    return places.get(key) ?? { place, key, series: [] };
  }

  function admit(to: LivePlace, series: Series): LiveSeries {
    if (budget.admit(series)) return add(to, liveSeries(series, true));
    watch.note(series);
    const shared = overflowSeries(series);
    const overflow = at(shared);
    return find(overflow, shared) ?? add(overflow, liveSeries(shared, false));
  }

  function add(to: LivePlace, fresh: LiveSeries): LiveSeries {
    to.series.push(fresh);
    places.set(to.key, to);
    size++;
    return fresh;
  }

  function drop(from: LivePlace, isUnseen: (live: LiveSeries) => boolean): void {
    const unseen = from.series.filter(isUnseen);
    if (unseen.length === 0) return;
    from.series = from.series.filter((each) => !isUnseen(each));
    if (from.series.length === 0) places.delete(from.key);
    for (const { series, isBudgeted } of unseen) if (isBudgeted) budget.release(series);
    size -= unseen.length;
  }

  return {
    get size() {
      return size;
    },
    at,
    resolve(place, { layer, type }, nowMs) {
      const found = find(place, { layer, type }) ?? admit(place, { ...place.place, layer, type });
      if (nowMs > found.lastSeenMs) found.lastSeenMs = nowMs;
      return found;
    },
    forget(nowMs) {
      const isUnseen = ({ isWaiting, lastSeenMs }: LiveSeries) => !isWaiting && nowMs - lastSeenMs >= limits.forgetAfterMs;
      for (const place of places.values()) drop(place, isUnseen);
    },
    takeReports: (nowMs) => watch.take(nowMs),
    *[Symbol.iterator]() {
      for (const { series } of places.values()) yield* series;
    },
  };
}

function find({ series }: LivePlace, { layer, type }: Metric): LiveSeries | undefined {
  for (const each of series) if (each.series.type === type && each.series.layer === layer) return each;
  return undefined;
}

function liveSeries(series: Series, isBudgeted: boolean): LiveSeries {
  const kind = metricDefinition(series.layer, series.type)?.kind;
  invariant(kind !== undefined, `${series.layer} has a metric ${series.type}`);
  return { series, kind, cumulative: newAggregate(kind), isBudgeted, isWaiting: false, lastSeenMs: -Infinity };
}
