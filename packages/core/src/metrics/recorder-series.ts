import { invariant } from '../kernel/invariant.ts';
import { type Aggregate, newAggregate } from './aggregate.ts';
import { createOverflowWatch, type OverflowReport } from './cardinality-report.ts';
import { type CardinalityLimits, createCardinalityBudget, overflowSeries } from './cardinality.ts';
import type { MetricKind } from './metric-layer.ts';
import { metricDefinition } from './sample.ts';
import { type Series, seriesKey } from './series.ts';

/** A series that this node measures now. */
export interface LiveSeries {
  readonly series: Series;
  readonly kind: MetricKind;
  /** Everything drained since the series became live. */
  readonly cumulative: Aggregate;
  /** Whether points of it wait to be drained. */
  isWaiting: boolean;
  lastSeenMs: number;
}

/** The live series of a node, never more than the limits allow. */
export interface SeriesRegistry extends Iterable<LiveSeries> {
  readonly size: number;
  /** The live series, made so if there is room; else the overflow series of its metric. */
  resolve(series: Series, nowMs: number): LiveSeries;
  /** Drops series unseen for too long, unless points of them still wait: a second life beside those would write one slot twice. */
  forget(nowMs: number): void;
  takeReports(nowMs: number): OverflowReport[];
}

export function createSeriesRegistry(limits: CardinalityLimits): SeriesRegistry {
  const live = new Map<string, LiveSeries>();
  /** One per tenant, metric and source at most, so outside the budget. */
  const overflow = new Map<string, LiveSeries>();
  const budget = createCardinalityBudget(limits);
  const watch = createOverflowWatch();

  function admit(key: string, series: Series): LiveSeries {
    if (budget.admit(series)) return added(live, key, series);
    watch.note(series);
    const shared = overflowSeries(series);
    const sharedKey = seriesKey(shared);
    return overflow.get(sharedKey) ?? added(overflow, sharedKey, shared);
  }

  function drop(from: Map<string, LiveSeries>, nowMs: number): LiveSeries[] {
    const unseen = [...from].filter(([, each]) => !each.isWaiting && nowMs - each.lastSeenMs >= limits.forgetAfterMs);
    for (const [key] of unseen) from.delete(key);
    return unseen.map(([, each]) => each);
  }

  return {
    get size() {
      return live.size + overflow.size;
    },
    resolve(series, nowMs) {
      const key = seriesKey(series);
      const found = live.get(key) ?? overflow.get(key) ?? admit(key, series);
      if (nowMs > found.lastSeenMs) found.lastSeenMs = nowMs;
      return found;
    },
    forget(nowMs) {
      for (const { series } of drop(live, nowMs)) budget.release(series);
      drop(overflow, nowMs);
    },
    takeReports: (nowMs) => watch.take(nowMs),
    *[Symbol.iterator]() {
      yield* live.values();
      yield* overflow.values();
    },
  };
}

function added(to: Map<string, LiveSeries>, key: string, series: Series): LiveSeries {
  const kind = metricDefinition(series.layer, series.type)?.kind;
  invariant(kind !== undefined, `${series.layer} has a metric ${series.type}`);
  const fresh: LiveSeries = { series, kind, cumulative: newAggregate(kind), isWaiting: false, lastSeenMs: -Infinity };
  to.set(key, fresh);
  return fresh;
}
