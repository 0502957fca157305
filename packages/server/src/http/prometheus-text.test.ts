import { type CumulativeSeries, Histogram, prometheusText, Tally } from '@sora/core';
import fc from 'fast-check';
import parsePrometheusTextFormat from 'parse-prometheus-text-format';
import { expect, test } from 'vitest';

const series = { tenant: 'main', layer: 'API', service: 'shop', region: '', source: 'server', labels: {} } as const;

test('a parser that is not ours reads back the same counters and histograms [OBS-9]', () => {
  const requests = new Tally();
  requests.record(1, 12_345);
  const latency = new Histogram();
  for (const value of [0, 0.3, 12, 12, 250, 1e6]) latency.record(value);
  const text = prometheusText([{ series: { ...series, type: 'REQUEST' }, aggregate: requests }, { series: { ...series, type: 'LATENCY' }, aggregate: latency }], 'main');
  const [histogram, counter] = parsePrometheusTextFormat(text);
  expect(counter).toEqual({ name: 'sora_api_request_total', help: 'Requests answered.', type: 'COUNTER', metrics: [{ value: '12345', labels: { service: 'shop', source: 'server' } }] });
  expect(histogram).toMatchObject({ name: 'sora_api_latency_milliseconds', help: 'From request to last byte.', type: 'HISTOGRAM' });
  const buckets = histogram?.metrics[0]?.buckets ?? {};
  expect([buckets['0.5'], buckets['16'], buckets['256'], buckets['1048576'], buckets['+Inf']]).toEqual(['2', '4', '5', '6', '6']);
  // The parser drops sum, count and labels of a histogram that has labels; without the TYPE line it reads each line for itself.
  const lines = parsePrometheusTextFormat(text.replaceAll(/^# TYPE .*\n/gm, ''));
  const row = (name: string) => lines.find((family) => family.name === `sora_api_latency_milliseconds_${name}`)?.metrics;
  expect([row('sum'), row('count')]).toEqual(['1000274.3', '6'].map((value) => [{ value, labels: { service: 'shop', source: 'server' } }]));
});

test('quotes, backslashes, newlines and any other text in labels are read back unchanged', () => {
  const value = fc.oneof(fc.string({ unit: 'grapheme', minLength: 1 }), fc.string({ unit: fc.constantFrom('"', '\\', '\n', 'n', '}', ',', '=', ' ', '#'), minLength: 1 }));
  fc.assert(fc.property(fc.uniqueArray(value, { minLength: 1, maxLength: 8 }), (values) => {
    const all = values.map((queue, at): CumulativeSeries => ({ series: { ...series, type: 'REQUEST', labels: { queue } }, aggregate: Tally.of({ count: 1, sum: at, min: at, max: at }) }));
    const [family] = parsePrometheusTextFormat(prometheusText(all, 'main'));
    const read = new Map(family?.metrics.map(({ labels, value: sum }) => [labels?.['queue'], Number(sum)]));
    expect(read).toEqual(new Map(values.map((queue, at) => [queue, at])));
  }), { seed: 17, numRuns: 300 });
});
