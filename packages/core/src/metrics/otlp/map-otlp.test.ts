import { describe, expect, test } from 'vitest';
import { Histogram } from '../histogram.ts';
import { mapOtlp, type OtlpMeasurement } from './map-otlp.ts';
import type { OtlpAttributes, OtlpData, OtlpExponentialPoint, OtlpMetric, OtlpMetrics, OtlpNumberPoint } from './otlp-metrics.ts';

const nowMs = Date.UTC(2026, 10, 23, 12);
const nano = (ms: number) => BigInt(ms) * 1_000_000n;
const attributes = (record: Readonly<Record<string, string | number | boolean>> = {}): OtlpAttributes => new Map(Object.entries(record));

function numberPoint(value: number, record = {}, atMs = nowMs): OtlpNumberPoint {
  return { attributes: attributes(record), timeUnixNano: nano(atMs), noRecordedValue: false, value };
}
const gauge = (value: number, record = {}): OtlpData => ({ kind: 'gauge', points: [numberPoint(value, record)] });
const counter = (value: number, record = {}): OtlpData => ({ kind: 'sum', temporality: 'delta', monotonic: true, points: [numberPoint(value, record)] });

/** What the SDK would send for these values, at scale 5. */
function exponentialPoint(values: readonly number[], record = {}): OtlpExponentialPoint {
  const histogram = new Histogram();
  for (const value of values) histogram.record(value);
  const used = [...histogram.buckets()];
  const offset = used[0]?.index ?? 0;
  const counts = Array.from({ length: (used.at(-1)?.index ?? offset - 1) - offset + 1 }, (_, at) => used.find(({ index }) => index === offset + at)?.count ?? 0);
  const { count, sum, min, max, scale, zeroCount } = histogram;
  return { attributes: attributes(record), timeUnixNano: nano(nowMs), noRecordedValue: false, count, sum, min, max, scale, zeroCount, positive: { offset, counts }, negative: { offset: 0, counts: [] } };
}
const exponential = (values: readonly number[], record = {}): OtlpData => ({ kind: 'exponential-histogram', temporality: 'delta', points: [exponentialPoint(values, record)] });

interface Given {
  readonly resource?: Readonly<Record<string, string>>;
  readonly scope?: Readonly<Record<string, string>>;
}
function request(metrics: readonly (Pick<OtlpMetric, 'name' | 'data'> & { readonly unit?: string })[], { resource = {}, scope = {} }: Given = {}): OtlpMetrics {
  return { resources: [{ attributes: attributes(resource), scopes: [{ attributes: attributes(scope), metrics: metrics.map((each) => ({ unit: '', ...each })) }] }] };
}
const mapped = (name: string, data: OtlpData, given: Given & { readonly unit?: string } = {}) => mapOtlp(request([{ name, data, unit: given.unit ?? '' }], given), nowMs);
const brief = ({ series: { layer, type }, aggregate: { count, sum } }: OtlpMeasurement) => [`${layer} ${type}`, count, sum] as const;

describe('what is taken', () => {
  test('request durations become latency in milliseconds, and requests and errors counted exactly [OBS-9]', () => {
    const data: OtlpData = { kind: 'exponential-histogram', temporality: 'delta', points: [
      exponentialPoint([0.1, 0.2, 0.3], { 'http.response.status_code': 200 }),
      exponentialPoint([0.5], { 'http.response.status_code': 503 }),
      exponentialPoint([0.25, 0.25], { 'http.response.status_code': 404 }),
    ] };
    const { measurements, rejectedDataPoints } = mapped('http.server.request.duration', data, { unit: 's' });
    expect(measurements.map(brief)).toEqual([
      ['API LATENCY', 3, 600], ['API REQUEST', 3, 3], ['API ERROR', 3, 0],
      ['API LATENCY', 1, 500], ['API REQUEST', 1, 1], ['API ERROR', 1, 1],
      ['API LATENCY', 2, 500], ['API REQUEST', 2, 2], ['API ERROR', 2, 0],
    ]);
    expect(rejectedDataPoints).toBe(0);
  });

  test('a request that ended without a status because of an error failed', () => {
    const { measurements } = mapped('http.server.request.duration', exponential([0.1], { 'error.type': 'ECONNRESET' }));
    expect(measurements.map(brief)).toContainEqual(['API ERROR', 1, 1]);
  });

  test('the requests of a cloud function are measurements of the function', () => {
    const { measurements } = mapped('http.server.request.duration', exponential([0.1], { 'http.response.status_code': 500 }), { resource: { 'faas.name': 'charge' } });
    expect(measurements.map(brief)).toEqual([['FUNCTIONS LATENCY', 1, 100], ['FUNCTIONS ERROR', 1, 1]]);
  });

  test('successful and failed invocations form the error ratio of functions without being paired', () => {
    const { measurements } = mapOtlp(request([{ name: 'faas.invocations', data: counter(97) }, { name: 'faas.errors', data: counter(3) }]), nowMs);
    expect(measurements.map(brief)).toEqual([['FUNCTIONS ERROR', 97, 0], ['FUNCTIONS ERROR', 3, 3]]);
  });

  test('tokens arrive as a histogram and count as their sum, by type', () => {
    const { measurements } = mapped('gen_ai.client.token.usage', exponential([100, 250], { 'gen_ai.token.type': 'input', 'gen_ai.request.model': 'm1' }), { unit: '{token}' });
    expect(measurements.map(brief)).toEqual([['AI TOKENS', 2, 350]]);
    expect(measurements[0]?.series.labels).toEqual({ 'type': 'input', 'gen_ai.request.model': 'm1' });
  });

  test('an UpDownCounter, which is cumulative whatever the sender prefers, is a level and so one sample', () => {
    const data: OtlpData = { kind: 'sum', temporality: 'cumulative', monotonic: false, points: [numberPoint(250_000_000)] };
    expect(mapped('process.memory.usage', data, { unit: 'By' }).measurements.map(brief)).toEqual([['API PROCESS_MEMORY', 1, 250]]);
  });

  test.each([
    ['sora.PAYMENTS.DELAY', 's', 1.5, 'PAYMENTS DELAY', 1500],
    ['sora.payments.delay', 'ms', 1500, 'PAYMENTS DELAY', 1500],
    ['SORA.Storage.Queue', '{file}', 12, 'STORAGE QUEUE', 12],
    ['sora.storage.throughput', 'KiBy/s', 2, 'STORAGE THROUGHPUT', 2048],
    ['sora.ai.budget', '%', 40, 'AI BUDGET', 0.4],
    ['sora.mobile.memory', 'MiBy', 100, 'MOBILE MEMORY', 104.8576],
    ['sora.functions.retry', '', 2, 'FUNCTIONS RETRY', 2],
  ])('a gauge %s in "%s" is one sample in the unit of the catalog', (name, unit, value, metric, expected) => {
    expect(mapped(name, gauge(value), { unit }).measurements.map(brief)).toEqual([[metric, 1, expected]]);
  });

  test('a delta sum adds to a counter, zero included', () => {
    expect(mapped('sora.firestore.read', counter(40)).measurements.map(brief)).toEqual([['FIRESTORE READ', 1, 40]]);
    expect(mapped('sora.firestore.read', counter(0)).measurements.map(brief)).toEqual([['FIRESTORE READ', 1, 0]]);
  });

  test('a counter whose points say "sora.matched" makes a ratio', () => {
    const data: OtlpData = { kind: 'sum', temporality: 'delta', monotonic: true, points: [numberPoint(99, { 'sora.matched': true }), numberPoint(1, { 'sora.matched': false })] };
    expect(mapped('sora.payments.success', data).measurements.map(brief)).toEqual([['PAYMENTS SUCCESS', 99, 99], ['PAYMENTS SUCCESS', 1, 0]]);
  });

  test('a histogram keeps its scale, count, least and greatest, and its buckets where no unit changes', () => {
    const values = Array.from({ length: 500 }, (_, at) => 3 + at * 0.7);
    const point = exponentialPoint(values);
    const { measurements } = mapped('sora.firestore.latency', { kind: 'exponential-histogram', temporality: 'delta', points: [point] }, { unit: 'ms' });
    const taken = measurements[0]?.aggregate as Histogram;
    expect([taken.scale, taken.count, taken.min, taken.max]).toEqual([5, 500, 3, 3 + 499 * 0.7]);
    expect([...taken.buckets()].map(({ count }) => count)).toEqual(point.positive.counts.filter((count) => count > 0));
    expect([...taken.buckets()][0]?.index).toBe(point.positive.offset);
  });

  test('a point that says it recorded nothing is neither taken nor refused', () => {
    const data: OtlpData = { kind: 'gauge', points: [{ ...numberPoint(0), noRecordedValue: true }] };
    expect(mapped('sora.payments.delay', data)).toEqual({ measurements: [], rejectedDataPoints: 0, messages: [] });
  });
});

describe('where it belongs', () => {
  test('service, region and release come from the resource; allowed attributes become labels, ids never do', () => {
    const point = { 'http.route': '/users/:id', 'http.request.method': 'GET', 'user.id': 'u1', 'session.id': 's1', 'url.full': 'https://x/y', 'http.response.status_code': 200, 'network.peer.address': '10.0.0.1' };
    const resource = { 'service.name': 'checkout-api', 'service.version': '1.4.2', 'cloud.region': 'europe-west1', 'service.instance.id': 'i-1' };
    const [first] = mapped('http.server.request.duration', exponential([0.1], point), { resource }).measurements;
    expect(first?.series).toEqual({ layer: 'API', type: 'LATENCY', service: 'checkout-api', region: 'europe-west1', labels: { 'release': '1.4.2', 'http.route': '/users/:id', 'http.request.method': 'GET' } });
  });

  test.each([['unknown_service:node', 'unknown_service-node'], ['', 'unknown_service'], ['My Shop', 'My-Shop'], ['x'.repeat(90), 'x'.repeat(64)]])('the service name "%s" becomes "%s"', (sent, service) => {
    expect(mapped('sora.api.request', counter(1), { resource: { 'service.name': sent } }).measurements[0]?.series.service).toBe(service);
  });

  test('the attribute sora.layer of point, then scope, then resource decides before the name does', () => {
    const layerOf = (record: object, given: Given) => mapped('db.client.operation.duration', gauge(0.1, record), given).messages.length + ' ' + mapped('sora.api.latency', gauge(5, record), given).measurements[0]?.series.layer;
    expect(layerOf({ 'sora.layer': 'storage' }, { scope: { 'sora.layer': 'AI' }, resource: { 'sora.layer': 'MOBILE' } })).toBe('1 STORAGE');
    expect(layerOf({}, { scope: { 'sora.layer': 'AI' }, resource: { 'sora.layer': 'MOBILE' } })).toBe('1 AI');
    expect(layerOf({}, { resource: { 'sora.layer': 'MOBILE' } })).toBe('1 MOBILE');
    expect(layerOf({}, {})).toBe('0 API');
  });

  test('a series has at most eight labels beside its release, and none that is too long', () => {
    const many = ['http.route', 'http.request.method', 'gen_ai.request.model', 'db.system.name', 'faas.trigger', 'type', 'operation', 'provider', 'platform', 'queue'];
    const labelsFor = (record: object) => mapped('sora.api.latency', gauge(1, record), { resource: { 'service.version': '1' } }).measurements[0]?.series.labels;
    expect(Object.keys(labelsFor(Object.fromEntries(many.map((name) => [name, 'x']))) ?? {})).toEqual(['release', ...many.slice(0, 8)]);
    expect(labelsFor({ 'http.route': 'x'.repeat(101), 'type': 'a\nb', 'queue': '' })).toEqual({ release: '1' });
  });

  test('names that only look like ours, or are properties of every object, are no metrics and no labels', () => {
    expect(mapped('constructor', gauge(1)).messages[0]).toContain('constructor');
    expect(mapped('sora.api.constructor', gauge(1)).rejectedDataPoints).toBe(1);
    expect(mapped('sora.api.latency.p99', gauge(1)).rejectedDataPoints).toBe(1);
    expect(mapped('sora.api.request', counter(1, { constructor: 'x', __proto__: 'y' })).measurements[0]?.series.labels).toEqual({});
  });
});

describe('what is refused by name', () => {
  const delta = { kind: 'exponential-histogram', temporality: 'delta' } as const;
  test.each<[string, string, OtlpData, string, string?]>([
    ['cumulative sums', 'sora.api.request', { kind: 'sum', temporality: 'cumulative', monotonic: true, points: [numberPoint(1)] }, 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta'],
    ['cumulative histograms', 'sora.api.latency', { ...delta, temporality: 'cumulative', points: [exponentialPoint([1])] }, 'OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta'],
    ['sums without temporality', 'sora.api.request', { kind: 'sum', temporality: 'unspecified', monotonic: true, points: [numberPoint(1)] }, 'without temporality'],
    ['explicit buckets', 'sora.api.latency', { kind: 'histogram', pointCount: 1 }, 'OTEL_EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION=base2_exponential_bucket_histogram'],
    ['summaries', 'sora.api.latency', { kind: 'summary', pointCount: 1 }, 'Summaries are not taken'],
    ['unknown names', 'shop.basket.size', gauge(1), 'sora.<LAYER>.<TYPE>'],
    ['units of another kind', 'sora.api.latency', gauge(1), '"By" where "ms" is measured', 'By'],
    ['negative gauges', 'sora.api.latency', gauge(-1), 'Negative'],
    ['negative buckets', 'sora.api.latency', { ...delta, points: [{ ...exponentialPoint([1]), negative: { offset: 0, counts: [1] } }] }, 'Negative'],
    ['NaN', 'sora.api.latency', gauge(Number.NaN), 'not finite'],
    ['infinity', 'sora.api.latency', gauge(Number.POSITIVE_INFINITY), 'not finite'],
    ['a sum for a distribution', 'sora.api.latency', counter(5), 'Send a histogram or a gauge'],
    ['a gauge for a counter', 'sora.api.request', gauge(5), 'Send a counter'],
    ['an UpDownCounter for a counter', 'sora.api.request', { kind: 'sum', temporality: 'cumulative', monotonic: false, points: [numberPoint(1)] }, 'Send a counter'],
    ['a plain sum for a ratio', 'sora.payments.success', counter(5), 'sora.matched'],
    ['half an event', 'sora.payments.success', counter(0.5, { 'sora.matched': true }), 'sora.matched'],
    ['a histogram for a ratio', 'sora.payments.success', exponential([1]), 'sora.matched'],
    ['a histogram that miscounts', 'sora.api.latency', { ...delta, points: [{ ...exponentialPoint([1, 2]), count: 3 }] }, 'contradict'],
    ['a least above the greatest', 'sora.api.latency', { ...delta, points: [{ ...exponentialPoint([1, 2]), min: 9 }] }, 'contradict'],
    ['a scale that no double has', 'sora.api.latency', { ...delta, points: [{ ...exponentialPoint([1, 2]), scale: 99 }] }, 'contradict'],
    ['points without a time', 'sora.api.latency', { kind: 'gauge', points: [{ ...numberPoint(1), timeUnixNano: 0n }] }, 'no place on the time line'],
    ['an unknown layer', 'sora.api.latency', gauge(1, { 'sora.layer': 'KITCHEN' }), 'names no layer'],
    ['no data at all', 'sora.api.latency', { kind: 'unknown', pointCount: 0 }, 'no data of a kind'],
  ])('%s', (_what, name, data, said, unit = '') => {
    const { measurements, rejectedDataPoints, messages } = mapped(name, data, { unit });
    expect(measurements).toEqual([]);
    expect(rejectedDataPoints).toBe('points' in data ? 1 : data.pointCount);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(said);
    expect(messages[0]).toContain(name);
  });

  test('a histogram without a sum', () => {
    const { sum: _, ...point } = exponentialPoint([1]);
    expect(mapped('sora.api.latency', { ...delta, points: [point] }).messages[0]).toContain('without a sum');
  });

  test.each([
    [25 * 3_600_000, 'Older than 24 hours', '25.0 hours old'],
    [3 * 24 * 3_600_000, 'Older than 24 hours', '3 days old'],
    [-6 * 60_000, 'More than 5 minutes in the future', '6 minutes ahead'],
  ])('a clock off by %d ms, saying how far', (ageMs, reason, distance) => {
    const { messages } = mapped('sora.api.latency', { kind: 'gauge', points: [numberPoint(1, {}, nowMs - ageMs)] });
    expect(messages[0]).toContain(reason);
    expect(messages[0]).toContain(distance);
  });

  test.each([24 * 3_600_000, 0, -5 * 60_000])('but a point %d ms old is taken, at its own time', (ageMs) => {
    expect(mapped('sora.api.latency', { kind: 'gauge', points: [numberPoint(1, {}, nowMs - ageMs)] }).measurements[0]?.atMs).toBe(nowMs - ageMs);
  });

  test('messages stay few and short, whatever was sent, and the rest of the request is taken', () => {
    const strangers = Array.from({ length: 3000 }, (_, at) => ({ name: `stranger\n.${at}.${'x'.repeat(500)}`, data: gauge(1) }));
    const { measurements, rejectedDataPoints, messages } = mapOtlp(request([...strangers, { name: 'sora.api.latency', data: gauge(7) }]), nowMs);
    expect(measurements.map(brief)).toEqual([['API LATENCY', 1, 7]]);
    expect(rejectedDataPoints).toBe(3000);
    expect(messages).toHaveLength(1);
    expect(messages[0]?.length).toBeLessThan(1200);
    expect(messages[0]).toMatch(/and 2992 more/);
    expect(messages[0]).not.toContain('\n');
  });
});
