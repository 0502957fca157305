import { expect, test } from 'vitest';
import { Histogram } from './histogram.ts';
import type { MetricPoint } from './metric-store.ts';
import { byMetric, bySource, mergeAll, mergeBy, readingOf } from './readings.ts';
import type { Series } from './series.ts';
import { Tally } from './tally.ts';

const times = (count: number, value: number) => Array.from({ length: count }, () => value);
const latency = { tenant: 'main', layer: 'API', type: 'LATENCY', service: 'checkout', region: 'eu', source: 'server', labels: {} } as const satisfies Series;

function point(values: readonly number[], series: Partial<Series> = {}, slotMs = 0): MetricPoint {
  const aggregate = new Histogram();
  for (const value of values) aggregate.record(value);
  return { series: { ...latency, ...series }, slotMs, aggregate };
}
const p95 = (points: readonly MetricPoint[]) => readingOf(mergeAll(points, 'distribution'), 'distribution', 5).percentiles?.p95 ?? 0;
const mean = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0) / numbers.length;

// Nine fast nodes with 98 % of the traffic and one slow one with the rest.
const oneSlowNode = [...Array.from({ length: 9 }, () => point([...times(1080, 80), ...times(10, 90)])), point(times(200, 800))];
// Two nodes, one of them idle and slow at start.
const hiddenSlowness = [point([...times(900, 50), ...times(100, 900)]), point(times(10, 40))];

test('an average of the nodes\' P95 cries wolf where 98 % of requests are fast, ours does not [OBS-9]', () => {
  expect(mean(oneSlowNode.map((node) => p95([node])))).toBeGreaterThan(150);
  expect(Math.abs(p95(oneSlowNode) / 80 - 1)).toBeLessThan(0.0109);
});

test('an average of the nodes\' P95 hides what a tenth of all requests suffers, ours does not [OBS-9]', () => {
  expect(mean(hiddenSlowness.map((node) => p95([node])))).toBeLessThan(500);
  expect(Math.abs(p95(hiddenSlowness) / 900 - 1)).toBeLessThan(0.0109);
});

test('readings are told apart by service, region or step of time [OBS-9]', () => {
  const points = [point([10], { service: 'a', region: 'eu' }, 0), point([20, 20], { service: 'b', region: 'eu' }, 10_000), point([30], { service: 'a', region: 'us' }, 20_000)];
  const counts = (groupOf: (point: MetricPoint) => string | number) => [...mergeBy(points, 'distribution', groupOf)].map(([group, { count }]) => [group, count]);
  expect(counts(({ series }) => series.service)).toEqual([['a', 2], ['b', 2]]);
  expect(counts(({ series }) => series.region)).toEqual([['eu', 3], ['us', 1]]);
  expect(counts(({ slotMs }) => Math.floor(slotMs / 20_000))).toEqual([[0, 3], [1, 1]]);
});

test('a reading of a distribution has its percentiles with their bound, and exact totals [OBS-9]', () => {
  const reading = readingOf(mergeAll([point(Array.from({ length: 100 }, (_, index) => index + 1))], 'distribution'), 'distribution', 5);
  expect(reading).toMatchObject({ n: 100, sum: 5050, min: 1, max: 100 });
  const { p5, p50, p95: high, p99, relativeError } = reading.percentiles ?? { p5: 0, p50: 0, p95: 0, p99: 0, relativeError: 1 };
  for (const [found, exact] of [[p5, 5], [p50, 50], [high, 95], [p99, 99]] as const) expect(Math.abs(found / exact - 1)).toBeLessThanOrEqual(relativeError);
  expect(relativeError).toBeCloseTo(0.0108, 4);
});

test('a reading states the bound of its coarsest part', () => {
  const coarse = new Histogram(4);
  coarse.record(100);
  expect(readingOf(mergeAll([point([100]), { series: latency, slotMs: 0, aggregate: coarse }], 'distribution'), 'distribution', 5).percentiles?.relativeError).toBeCloseTo(0.0217, 4);
});

test('merging leaves the points as they were, so that a second answer is the same', () => {
  const points = [point([10, 20]), point([30])];
  const first = readingOf(mergeAll(points, 'distribution'), 'distribution', 5);
  mergeBy(points, 'distribution', () => 'all');
  expect(points.map(({ aggregate }) => aggregate.count)).toEqual([2, 1]);
  expect(readingOf(mergeAll(points, 'distribution'), 'distribution', 5)).toEqual(first);
});

test('a counter reads as its sum a minute, a ratio as its share', () => {
  const tally = Tally.of({ count: 40, sum: 10, min: 0, max: 1 });
  expect(readingOf(tally, 'counter', 5)).toEqual({ n: 40, sum: 10, min: 0, max: 1, perMinute: 2 });
  expect(readingOf(tally, 'ratio', 5)).toEqual({ n: 40, sum: 10, min: 0, max: 1, share: 0.25 });
});

test('nothing measured reads as n = 0 and claims no least, greatest or percentile', () => {
  expect(readingOf(mergeAll([], 'distribution'), 'distribution', 5)).toEqual({ n: 0, sum: 0 });
  expect(readingOf(mergeAll([], 'ratio'), 'ratio', 5)).toEqual({ n: 0, sum: 0 });
});

test('totals from when a type was a counter do not cost a distribution its percentiles', () => {
  const old = { series: latency, slotMs: 0, aggregate: Tally.of({ count: 1, sum: 5, min: 5, max: 5 }) };
  expect(readingOf(mergeAll([old, point([100])], 'distribution'), 'distribution', 5)).toMatchObject({ n: 1, percentiles: { p50: 100 } });
});

test('points are gathered by layer and type', () => {
  const groups = byMetric([point([1]), point([2], { layer: 'AI' }), point([3])]);
  expect([...groups].map(([key, points]) => [key, points.length])).toEqual([['API.LATENCY', 2], ['AI.LATENCY', 1]]);
});

test('a verdict rests on servers where any of them measured, else on clients', () => {
  const [server, client] = [point([1]), point([2], { source: 'client' })];
  expect(bySource([client, server])).toEqual({ restsOn: 'server', judged: [server], besides: [client] });
  expect(bySource([client])).toEqual({ restsOn: 'client', judged: [client], besides: [] });
  expect(bySource([])).toEqual({ restsOn: undefined, judged: [], besides: [] });
});

test('the heap of a script engine is shown, and no verdict on memory rests on it [MOB-4]', () => {
  const heap = point([900], { layer: 'MOBILE', type: 'MEMORY', source: 'client', labels: { memory: 'js-heap' } });
  const process = point([300], { layer: 'MOBILE', type: 'MEMORY', source: 'client' });
  expect(bySource([heap, process])).toEqual({ restsOn: 'client', judged: [process], besides: [heap] });
  expect(bySource([heap])).toEqual({ restsOn: undefined, judged: [], besides: [heap] });
});
