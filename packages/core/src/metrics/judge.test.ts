import { expect, test } from 'vitest';
import { Histogram } from './histogram.ts';
import { judge } from './judge.ts';
import { readingOf } from './readings.ts';
import { metricDefinition, type LayerName } from './sample.ts';
import { Tally } from './tally.ts';
import { defaultThresholds, thresholdOf } from './thresholds.ts';

function judged(layer: LayerName, type: string, values: readonly number[], windowMinutes = 5) {
  const definition = metricDefinition(layer, type);
  if (definition === undefined) throw new Error(`${layer} has no ${type}`);
  const aggregate = definition.kind === 'distribution' ? new Histogram() : new Tally();
  for (const value of values) aggregate.record(value);
  return judge({ reading: readingOf(aggregate, definition.kind, windowMinutes), definition, threshold: thresholdOf(defaultThresholds, layer, type), windowMinutes });
}
const times = (count: number, value: number) => Array.from({ length: count }, () => value);
const events = (ones: number, zeros: number) => [...times(ones, 1), ...times(zeros, 0)];

test('nothing measured is "no data", for the whole window [OBS-10]', () => {
  expect(judged('API', 'LATENCY', [])).toEqual({ verdict: 'no-data', reason: 'no data in the last 5 minutes' });
  expect(judged('API', 'LATENCY', [], 1).reason).toBe('no data in the last 1 minute');
  expect(judged('API', 'LATENCY', [], 0.5).reason).toBe('no data in the last 30 seconds');
  expect(judged('API', 'LATENCY', [], 1440).reason).toBe('no data in the last 24 hours');
});

test('latency is judged at P95, stated with its bound [OBS-2]', () => {
  expect(judged('API', 'LATENCY', times(100, 120))).toEqual({ verdict: 'healthy', reason: 'P95 120 ms (±1.1 %), below 250 ms' });
  expect(judged('API', 'LATENCY', times(100, 312))).toEqual({ verdict: 'degraded', reason: 'P95 312 ms (±1.1 %), should be below 250 ms' });
  expect(judged('API', 'LATENCY', times(100, 1500))).toEqual({ verdict: 'critical', reason: 'P95 1,500 ms (±1.1 %), should be below 250 ms, critical from 1,000 ms' });
});

test('five slow requests of a hundred are allowed, six are not [OBS-2]', () => {
  expect(judged('API', 'LATENCY', [...times(95, 100), ...times(5, 700)]).verdict).toBe('healthy');
  expect(judged('API', 'LATENCY', [...times(94, 100), ...times(6, 700)]).verdict).toBe('degraded');
});

test('where more is better the low tail is judged: a twentieth of bad frames shows, though the median is smooth [OBS-1]', () => {
  expect(judged('MOBILE', 'FPS', [...times(94, 60), ...times(6, 20)])).toEqual({ verdict: 'degraded', reason: 'P5 20.1 fps (±1.1 %), should be above 30 fps' });
  expect(judged('MOBILE', 'FPS', [...times(96, 60), ...times(4, 20)]).verdict).toBe('healthy');
  expect(judged('MOBILE', 'FPS', times(100, 15)).verdict).toBe('critical');
});

test('the bound itself is unhealthy below and above, and healthy with "at most" [OBS-3]', () => {
  expect(judged('API', 'LATENCY', times(100, 250)).verdict).toBe('degraded');
  expect(judged('MOBILE', 'FPS', times(100, 30)).verdict).toBe('degraded');
  expect(judged('FUNCTIONS', 'RETRY', times(100, 5))).toEqual({ verdict: 'healthy', reason: 'P95 5 (±1.1 %), at most 5' });
  expect(judged('FUNCTIONS', 'RETRY', times(100, 6))).toMatchObject({ verdict: 'degraded' });
});

test('a ratio is judged by its exact share [OBS-2]', () => {
  expect(judged('API', 'ERROR', events(9, 991))).toEqual({ verdict: 'healthy', reason: '0.9 %, below 1 %' });
  expect(judged('API', 'ERROR', events(10, 990))).toEqual({ verdict: 'degraded', reason: '1 %, should be below 1 %' });
  expect(judged('API', 'ERROR', events(50, 950))).toEqual({ verdict: 'critical', reason: '5 %, should be below 1 %, critical from 5 %' });
});

test('payments that went through are judged from above [OBS-6]', () => {
  expect(judged('PAYMENTS', 'SUCCESS', events(995, 5))).toEqual({ verdict: 'healthy', reason: '99.5 %, above 99 %' });
  expect(judged('PAYMENTS', 'SUCCESS', events(970, 30)).verdict).toBe('degraded');
  expect(judged('PAYMENTS', 'SUCCESS', events(940, 60)).verdict).toBe('critical');
});

test('a counter is judged by its sum a minute [OBS-4]', () => {
  expect(judged('FIRESTORE', 'CONTENTION', [245])).toEqual({ verdict: 'healthy', reason: '49 a minute, below 50 a minute' });
  expect(judged('FIRESTORE', 'CONTENTION', [250])).toEqual({ verdict: 'degraded', reason: '50 a minute, should be below 50 a minute' });
  expect(judged('FIRESTORE', 'CONTENTION', [2500]).verdict).toBe('critical');
});

test('one bad request out of three is degraded, and the reason says how few there were', () => {
  expect(judged('API', 'ERROR', events(1, 2))).toEqual({ verdict: 'degraded', reason: '33.3 %, should be below 1 %; only 3 samples, critical takes 20' });
  expect(judged('API', 'LATENCY', [2000])).toEqual({ verdict: 'degraded', reason: 'P95 2,000 ms (±1.1 %), should be below 250 ms; only 1 sample, critical takes 20' });
});

test('a single slow request among nineteen cannot be critical, two among twenty can', () => {
  expect(judged('API', 'LATENCY', [...times(18, 10), 9000]).verdict).toBe('degraded');
  expect(judged('API', 'LATENCY', [...times(19, 10), 9000]).verdict).toBe('healthy');
  expect(judged('API', 'LATENCY', [...times(18, 10), 9000, 9000]).verdict).toBe('critical');
});

test('one failed payment of twenty is 5 %, and still only one', () => {
  expect(judged('PAYMENTS', 'SUCCESS', events(19, 1))).toEqual({ verdict: 'degraded', reason: '95 %, should be above 99 %; only one bad event, critical takes 2' });
  expect(judged('PAYMENTS', 'SUCCESS', events(18, 2)).verdict).toBe('critical');
});

test('a good reading of few samples says so too', () => {
  expect(judged('API', 'LATENCY', [20, 20])).toEqual({ verdict: 'healthy', reason: 'P95 20 ms (±1.1 %), below 250 ms; only 2 samples' });
});

test('a number is written so that it never looks like the threshold it differs from', () => {
  expect(judged('API', 'LATENCY', times(100, 250.04)).reason).toBe('P95 250.04 ms (±1.1 %), should be below 250 ms');
  expect(judged('API', 'ERROR', events(9999, 990_001)).reason).toBe('0.9999 %, below 1 %');
});

test('a metric without a threshold is shown and not judged', () => {
  expect(judged('API', 'REQUEST', times(10, 1))).toEqual({ verdict: 'healthy', reason: '2 a minute; no threshold, so not judged' });
  expect(judged('API', 'PROCESS_CPU', times(100, 0.5)).reason).toBe('P95 50 % (±1.1 %); no threshold, so not judged');
});

test('the token budget is judged as a share of itself [OBS-7]', () => {
  expect(judged('AI', 'BUDGET', times(50, 1))).toEqual({ verdict: 'degraded', reason: 'P95 100 % (±1.1 %), should be below 100 %' });
});
