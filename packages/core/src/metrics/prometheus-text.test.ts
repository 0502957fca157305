import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Aggregate } from './aggregate.ts';
import { Histogram } from './histogram.ts';
import { sharedExponents } from './prometheus-text-bounds.ts';
import { labelNames } from './prometheus-text-names.ts';
import { type CumulativeSeries, prometheusText } from './prometheus-text.ts';
import type { Series } from './series.ts';
import { Tally } from './tally.ts';

function of(layer: Series['layer'], type: string, aggregate: Aggregate, more: Partial<Series> = {}): CumulativeSeries {
  return { series: { tenant: 'main', layer, type, service: 'shop', region: 'eu', source: 'server', labels: {}, ...more }, aggregate };
}
function filled<A extends Aggregate>(aggregate: A, values: readonly number[]): A {
  for (const value of values) aggregate.record(value);
  return aggregate;
}

test('counters, ratios and distributions are written as Prometheus expects them, in one fixed order', () => {
  const all = [
    of('API', 'REQUEST', filled(new Tally(), [2, 3])),
    of('API', 'ERROR', filled(new Tally(), [1, 0, 0, 0])),
    of('API', 'LATENCY', filled(new Histogram(), [0, 3, 4, 9])),
  ];
  const labels = 'service="shop",region="eu",source="server"';
  const expected = [
    '# HELP sora_api_error_events_total All events. Requests that failed on the server side: 1 failed, 0 did not.',
    '# TYPE sora_api_error_events_total counter',
    `sora_api_error_events_total{${labels}} 4`,
    '# HELP sora_api_error_total Events worth 1. Requests that failed on the server side: 1 failed, 0 did not.',
    '# TYPE sora_api_error_total counter',
    `sora_api_error_total{${labels}} 1`,
    '# HELP sora_api_latency_milliseconds From request to last byte.',
    '# TYPE sora_api_latency_milliseconds histogram',
    `sora_api_latency_milliseconds_bucket{${labels},le="2"} 1`,
    `sora_api_latency_milliseconds_bucket{${labels},le="4"} 3`,
    `sora_api_latency_milliseconds_bucket{${labels},le="8"} 3`,
    `sora_api_latency_milliseconds_bucket{${labels},le="16"} 4`,
    `sora_api_latency_milliseconds_bucket{${labels},le="+Inf"} 4`,
    `sora_api_latency_milliseconds_sum{${labels}} 16`,
    `sora_api_latency_milliseconds_count{${labels}} 4`,
    '# HELP sora_api_request_total Requests answered.',
    '# TYPE sora_api_request_total counter',
    `sora_api_request_total{${labels}} 5`,
    '',
  ].join('\n');
  expect(prometheusText(all, 'main')).toBe(expected);
  expect(prometheusText(all.toReversed(), 'main')).toBe(expected);
});

test('the series of another tenant are never written', () => {
  expect(prometheusText([of('API', 'REQUEST', filled(new Tally(), [1]), { tenant: 'other' })], 'main')).toBe('');
});

test('series that differ only in a label without a value are one row, as Prometheus sees them', () => {
  const text = prometheusText([of('API', 'REQUEST', filled(new Tally(), [1]), { labels: { queue: '' } }), of('API', 'REQUEST', filled(new Tally(), [2]))], 'main');
  expect(text.split('\n').filter((line) => line.startsWith('sora_'))).toEqual(['sora_api_request_total{service="shop",region="eu",source="server"} 3']);
});

test('no two labels of a family share a Prometheus name, and none takes a name of ours', () => {
  const awkward = fc.constantFrom('http.route', 'http_route', 'http..route', 'service', 'region', 'source', 'le', 'a.b_c', 'a_b.c', 'a_b_c', 'a_b_c_2', '2x', '__name__');
  fc.assert(fc.property(fc.uniqueArray(awkward), (labels) => {
    const names = labelNames(labels);
    const written = [...names.values()];
    expect(new Set([...written, 'service', 'region', 'source', 'le']).size).toBe(written.length + 4);
    for (const name of written) expect(name).toMatch(/^(?!__)[A-Za-z_][A-Za-z0-9_]*$/);
    expect(labelNames(labels.toReversed())).toEqual(names);
  }), { seed: 11 });
});

test('a label name that is valid as it is keeps its name, whatever else is in the family', () => {
  expect(labelNames(['http.route', 'http_route', 'type'])).toEqual(new Map([['http_route', 'http_route'], ['type', 'type'], ['http.route', 'http_route_2']]));
});

test('counts at every bound are exact, ascending and bounded in number, at any scale', () => {
  const value = fc.oneof(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.double({ min: 0, max: 1e300, noNaN: true }), fc.integer({ min: -300, max: 300 }).map((k) => 2 ** k));
  fc.assert(fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.integer({ min: -6, max: 12 }), (values, scale) => {
    const histogram = filled(new Histogram(scale), values);
    const exponents = sharedExponents([histogram]);
    expect(exponents.length).toBeLessThanOrEqual(65);
    const counts = histogram.cumulativeAt(exponents);
    for (const [at, exponent] of exponents.entries()) expect(counts[at]).toBe(values.filter((each) => each <= 2 ** exponent).length);
  }), { seed: 13, numRuns: 300 });
});

test('all histograms of a family have the same bounds, so that they can be added up', () => {
  const text = prometheusText([of('API', 'LATENCY', filled(new Histogram(), [1])), of('API', 'LATENCY', filled(new Histogram(-2), [900]), { service: 'cart' })], 'main');
  const bounds = (service: string) => text.split('\n').filter((line) => line.includes(`_bucket{service="${service}"`)).map((line) => /le="([^"]+)"/.exec(line)?.[1]);
  expect(bounds('shop')).toEqual(bounds('cart'));
  expect(bounds('shop').length).toBeGreaterThan(2);
});
