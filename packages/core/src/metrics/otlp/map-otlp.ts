import type { Aggregate } from '../aggregate.ts';
import { metricDefinition } from '../sample.ts';
import type { Series } from '../series.ts';
import { exponentialAggregate, meaningOf, numberAggregate, repeated } from './otlp-aggregate.ts';
import { labelsOf, regionOf, serviceOf } from './otlp-labels.ts';
import type { OtlpData, OtlpExponentialPoint, OtlpMetric, OtlpMetrics, OtlpNumberPoint, OtlpResource, OtlpScope } from './otlp-metrics.ts';
import { isKnownName, type OtlpContext, type Place, placeOf } from './otlp-place.ts';
import { newRefusals, readable, type RefusalReason, type Refusals } from './otlp-refusals.ts';
import { pointTime } from './otlp-time.ts';
import { unitChange } from './otlp-units.ts';

/** What a request measured; tenant and source come from its credential. */
export interface OtlpMeasurement {
  readonly series: Omit<Series, 'tenant' | 'source'>;
  readonly aggregate: Aggregate;
  readonly atMs: number;
}

export interface OtlpMapping {
  readonly measurements: readonly OtlpMeasurement[];
  /** For the partial success of the reply. */
  readonly rejectedDataPoints: number;
  /** One a reason, each naming what was refused and what to do. */
  readonly messages: readonly string[];
}

/**
 * Maps a metrics request onto the catalog. What is not taken is refused by name; the rest is taken all the same.
 * OTLP numbers no requests: a request that a sender repeats because its answer got lost is counted twice.
 */
export function mapOtlp(request: OtlpMetrics, receivedAtMs: number): OtlpMapping {
  const work: Work = { receivedAtMs, measurements: [], refusals: newRefusals() };
  for (const resource of request.resources) {
    const origin = { resource, service: serviceOf(resource.attributes), region: regionOf(resource.attributes) };
    for (const scope of resource.scopes) {
      for (const metric of scope.metrics) mapMetric(metric, { ...origin, scope }, work);
    }
  }
  return { measurements: work.measurements, rejectedDataPoints: work.refusals.points(), messages: work.refusals.messages() };
}

interface Work {
  readonly receivedAtMs: number;
  readonly measurements: OtlpMeasurement[];
  readonly refusals: Refusals;
}

interface Origin {
  readonly resource: OtlpResource;
  readonly scope: OtlpScope;
  readonly service: string;
  readonly region: string;
}

type Point = OtlpNumberPoint | OtlpExponentialPoint;

function mapMetric(metric: OtlpMetric, origin: Origin, work: Work): void {
  const { name, data } = metric;
  const points = 'points' in data ? data.points.length : data.pointCount;
  const reason = isKnownName(name) ? kindRefusal(data) : 'unknown-name';
  if (reason !== undefined) work.refusals.add(reason, { metric: name, points });
  else if ('points' in data) for (const point of data.points) mapPoint({ metric, point }, origin, work);
}

/** Why no point of such data can be taken, whatever it measures. */
function kindRefusal(data: OtlpData): RefusalReason | undefined {
  switch (data.kind) {
    case 'gauge':
      return undefined;
    case 'sum':
      if (data.temporality === 'cumulative' && data.monotonic) return 'cumulative';
      return data.temporality === 'unspecified' ? 'no-temporality' : undefined;
    case 'exponential-histogram':
      if (data.temporality === 'cumulative') return 'cumulative';
      return data.temporality === 'unspecified' ? 'no-temporality' : undefined;
    case 'histogram':
      return 'explicit-histogram';
    case 'summary':
      return 'summary';
    case 'unknown':
      return 'unknown-kind';
  }
}

interface Found {
  readonly metric: OtlpMetric;
  readonly point: Point;
}

function mapPoint({ metric, point }: Found, origin: Origin, work: Work): void {
  if (point.noRecordedValue) return;
  const refuse = (reason: RefusalReason, example?: string) => work.refusals.add(reason, { metric: metric.name, points: 1, example });
  const time = pointTime(point.timeUnixNano, work.receivedAtMs);
  if (time.kind === 'refused') return refuse(time.reason, time.example);
  const context: OtlpContext = { point: point.attributes, scope: origin.scope.attributes, resource: origin.resource.attributes };
  const place = placeOf(metric.name, context);
  if (typeof place === 'string') return refuse(place);
  const aggregate = aggregateOf(metric, point, place);
  if (aggregate === 'unit') return refuse(aggregate, `"${readable(metric.unit)}" where "${place.definition.unit}" is measured`);
  if (typeof aggregate === 'string') return refuse(aggregate);
  const { service, region } = origin;
  const labels = labelsOf(context);
  for (const [type, each] of [[place.type, aggregate] as const, ...requestCounts(point, place)]) {
    if (each.count > 0) work.measurements.push({ series: { layer: place.layer, type, service, region, labels }, aggregate: each, atMs: time.atMs });
  }
}

function aggregateOf(metric: OtlpMetric, point: Point, place: Place): Aggregate | RefusalReason {
  const change = unitChange(metric.unit === '' ? place.name.unit : metric.unit, place.definition.unit);
  if (change === undefined) return 'unit';
  return 'count' in point ? exponentialAggregate(point, { place, change }) : numberAggregate(point, meaningOf(metric.data), { place, change });
}

/**
 * What a duration histogram of requests says beside durations, exactly: how many there were, and how many failed.
 * All requests of one point share their attributes, so all of them failed or none.
 */
function requestCounts(point: Point, { layer, name }: Place): readonly (readonly [string, Aggregate])[] {
  if (name.countsRequests !== true || !('count' in point)) return [];
  const counts = [['REQUEST', repeated(1, point.count)], ['ERROR', repeated(isFailure(point) ? 1 : 0, point.count)]] as const;
  return counts.filter(([type]) => metricDefinition(layer, type) !== undefined);
}

/** Failed on the server side: status 500 or above, or no status because of an error. A 404 is the caller's. */
function isFailure({ attributes }: Point): boolean {
  const status = attributes.get('http.response.status_code');
  return status === undefined ? attributes.has('error.type') : Number(status) >= 500;
}
