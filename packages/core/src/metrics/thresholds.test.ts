import { expect, test } from 'vitest';
import { configureThresholds, defaultThresholds, thresholdOf } from './thresholds.ts';

const configured = (overrides: Readonly<Record<string, unknown>>) => {
  const outcome = configureThresholds(overrides);
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.errors));
  return outcome.thresholds;
};

test.each([
  ['OBS-1', 'MOBILE.FPS', { statistic: 'p5', side: 'above', value: 30 }],
  ['OBS-1', 'MOBILE.MEMORY', { statistic: 'p95', side: 'below', value: 500 }],
  ['OBS-2', 'API.LATENCY', { statistic: 'p95', side: 'below', value: 250 }],
  ['OBS-2', 'API.ERROR', { statistic: 'share', side: 'below', value: 0.01 }],
  ['OBS-3', 'FUNCTIONS.COLD_START', { statistic: 'p95', side: 'below', value: 1000 }],
  ['OBS-3', 'FUNCTIONS.RETRY', { statistic: 'p95', side: 'atMost', value: 5 }],
  ['OBS-4', 'FIRESTORE.CONTENTION', { statistic: 'perMinute', side: 'below', value: 50 }],
  ['OBS-5', 'STORAGE.QUEUE', { statistic: 'p95', side: 'below', value: 1000 }],
  ['OBS-6', 'PAYMENTS.DELAY', { statistic: 'p95', side: 'below', value: 5000 }],
  ['OBS-6', 'PAYMENTS.SUCCESS', { statistic: 'share', side: 'above', value: 0.99 }],
  ['OBS-7', 'AI.LATENCY', { statistic: 'p95', side: 'below', value: 2000 }],
])('the specified threshold holds by default [%s] %s', (_, key, threshold) => {
  expect(defaultThresholds.get(key)).toMatchObject(threshold);
});

test('a metric that the catalog does not judge has no threshold', () => {
  expect(thresholdOf(defaultThresholds, 'API', 'REQUEST')).toBeUndefined();
});

test('an override moves the healthy bound, and the critical level in proportion', () => {
  expect(thresholdOf(configured({ 'API.LATENCY': 300 }), 'API', 'LATENCY')).toEqual({ statistic: 'p95', side: 'below', value: 300, criticalFrom: 1200 });
});

test('an override leaves the other thresholds and the defaults as they were', () => {
  const thresholds = configured({ 'API.LATENCY': 300 });
  expect(thresholdOf(thresholds, 'API', 'ERROR')).toEqual(thresholdOf(defaultThresholds, 'API', 'ERROR'));
  expect(thresholdOf(defaultThresholds, 'API', 'LATENCY')?.value).toBe(250);
});

test('a share of successes moves by the failures it allows: 99 % to 99.9 % takes 95 % to 99.5 %', () => {
  expect(thresholdOf(configured({ 'PAYMENTS.SUCCESS': 0.999 }), 'PAYMENTS', 'SUCCESS')?.criticalFrom).toBeCloseTo(0.995, 10);
});

test('a critical share never leaves 0 to 1', () => {
  const thresholds = configured({ 'PAYMENTS.SUCCESS': 0.5, 'API.ERROR': 0.5 });
  expect(thresholdOf(thresholds, 'PAYMENTS', 'SUCCESS')?.criticalFrom).toBe(0);
  expect(thresholdOf(thresholds, 'API', 'ERROR')?.criticalFrom).toBe(1);
});

test('every wrong override is refused at once, by its key and with what is allowed', () => {
  const outcome = configureThresholds({ 'API.LATENCY': Number.NaN, 'API.REQUEST': 5, 'API.ERROR': 1.5, 'AI.LATENCY': '2000', 'MOBILE.FPS': Infinity, 'STORAGE.QUEUE': 0, 'API.SPEED': 1 });
  const errors = outcome.kind === 'refused' ? outcome.errors : [];
  expect(errors.map(({ path }) => path)).toEqual(['API.LATENCY', 'API.REQUEST', 'API.ERROR', 'AI.LATENCY', 'MOBILE.FPS', 'STORAGE.QUEUE', 'API.SPEED']);
  expect(errors[0]?.message).toBe('"API.LATENCY" must be a finite number above 0');
  expect(errors[2]?.message).toBe('"API.ERROR" must be a share between 0 and 1, both excluded');
  expect(errors[6]?.message).toMatch(/"API\.SPEED" has no threshold; those that have one are .*API\.LATENCY/);
});

test('"at most 0 retries" is a fair wish', () => {
  expect(thresholdOf(configured({ 'FUNCTIONS.RETRY': 0 }), 'FUNCTIONS', 'RETRY')?.value).toBe(0);
});
