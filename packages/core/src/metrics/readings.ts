import type { Percentiles, Reading } from '../health/reading.ts';
import type { Aggregate } from './aggregate.ts';
import { Histogram } from './histogram.ts';
import { mergeAggregates } from './merge-aggregates.ts';
import type { MetricKind } from './metric-layer.ts';
import type { MetricPoint } from './metric-store.ts';
import type { Source } from './series.ts';

/**
 * Merges points into one aggregate per group. Histograms are merged bucket by bucket, so that a percentile over nodes, regions or hours
 * is that of all their samples; percentiles are never averaged. The points' own aggregates stay as they are.
 * @param groupOf the group of a point, in whatever terms the caller asks
 */
export function mergeBy<Group>(points: readonly MetricPoint[], kind: MetricKind, groupOf: (point: MetricPoint) => Group): Map<Group, Aggregate> {
  const merged = new Map<Group, Aggregate>();
  for (const [group, members] of Map.groupBy(usable(points, kind), groupOf)) merged.set(group, mergeAggregates(members.map(aggregateOf)));
  return merged;
}

/** All of them as one. */
export function mergeAll(points: readonly MetricPoint[], kind: MetricKind): Aggregate {
  return mergeAggregates(usable(points, kind).map(aggregateOf));
}

/** @param minutes how long was measured, for rates */
export function readingOf(aggregate: Aggregate, kind: MetricKind, minutes: number): Reading {
  const { count: n, sum, min, max } = aggregate;
  if (n === 0) return { n, sum };
  const exact = { n, sum, min, max };
  if (kind === 'counter') return { ...exact, perMinute: sum / minutes };
  if (kind === 'ratio') return { ...exact, share: sum / n };
  return aggregate instanceof Histogram ? { ...exact, percentiles: percentilesOf(aggregate) } : exact;
}

/** Points by `LAYER.TYPE`, in one pass over all of them. */
export function byMetric(points: Iterable<MetricPoint>): Map<string, MetricPoint[]> {
  const groups = new Map<string, MetricPoint[]>();
  for (const point of points) {
    const key = `${point.series.layer}.${point.series.type}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [point]);
    else group.push(point);
  }
  return groups;
}

/** Points of one metric, told apart by who measured them. */
export interface Measured {
  /** Whose points a verdict rests on; undefined where there are none. */
  readonly restsOn: Source | undefined;
  readonly judged: readonly MetricPoint[];
  /** Measured by clients too, shown beside. */
  readonly besides: readonly MetricPoint[];
}

/**
 * A verdict rests on your own servers wherever they measured anything: anyone can send client data with the public ingest key,
 * so that neither a lie nor a crowd of bad phones may turn, or hide, what servers saw. Only where no server measures (frames, memory
 * and crashes on devices) does it rest on clients, and says so.
 */
export function bySource(points: readonly MetricPoint[]): Measured {
  const [whole, parts] = [points.filter((point) => !isPart(point)), points.filter(isPart)];
  if (whole.length === 0) return { restsOn: undefined, judged: [], besides: parts };
  const fromServers = whole.filter(({ series }) => series.source === 'server');
  if (fromServers.length === 0) return { restsOn: 'client', judged: whole, besides: parts };
  return { restsOn: 'server', judged: fromServers, besides: [...whole.filter(({ series }) => series.source === 'client'), ...parts] };
}

/** The heap of the script engine, where a platform tells no more: shown, but it is only a part of the memory that a threshold is about. */
function isPart({ series: { labels } }: MetricPoint): boolean {
  return labels['memory'] === 'js-heap';
}

// Where a type was a counter before it became a distribution, its old totals know no percentiles and would cost the others theirs.
function usable(points: readonly MetricPoint[], kind: MetricKind): readonly MetricPoint[] {
  return kind === 'distribution' ? points.filter(({ aggregate }) => aggregate instanceof Histogram) : points;
}

function aggregateOf({ aggregate }: MetricPoint): Aggregate {
  return aggregate;
}

function percentilesOf(histogram: Histogram): Percentiles {
  // Undefined only with n = 0, which `readingOf` has answered.
  const at = (q: number): number => histogram.quantile(q) ?? 0;
  return { p5: at(0.05), p50: at(0.5), p95: at(0.95), p99: at(0.99), relativeError: histogram.relativeError };
}
