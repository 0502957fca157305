import { expect, test } from 'vitest';
import { parseSample } from './parse-sample.ts';
import type { Sample } from './sample.ts';

const sample = { layer: 'FUNCTIONS', type: 'LATENCY', service: 'my-service', value: 150, unit: 'ms', metadata: { region: 'us-central1' } } as const satisfies Sample;
const errorsOf = (input: unknown) => {
  const outcome = parseSample(input);
  return outcome.kind === 'refused' ? outcome.errors : [];
};
const pathsOf = (change: object) => errorsOf({ ...sample, ...change }).map(({ path }) => path);

test('the sample of the specification is taken, its region apart from its labels [OBS-8]', () => {
  expect(parseSample(sample)).toEqual({
    kind: 'sample',
    sample: { series: { layer: 'FUNCTIONS', type: 'LATENCY', service: 'my-service', region: 'us-central1', labels: {} }, kind: 'distribution', value: 150, ageMs: 0 },
  });
});

test('metadata become labels, numbers and booleans as text, what is undefined is left out [OBS-8]', () => {
  const outcome = parseSample({ ...sample, ageMs: 1500, metadata: { release: '1.2.0', retry: true, shard: 3, tier: undefined } });
  expect(outcome).toMatchObject({ sample: { ageMs: 1500, series: { region: '', labels: { release: '1.2.0', retry: 'true', shard: '3' } } } });
});

test('what is no object is refused', () => {
  for (const input of [undefined, null, 5, 'LATENCY', [sample]]) expect(errorsOf(input)[0]?.message).toBe('must be an object with layer, type, service, value and unit');
});

test('an unknown layer is refused with the layers there are', () => {
  expect(errorsOf({ ...sample, layer: 'WEB' })).toEqual([{ path: 'layer', message: 'must be one of MOBILE, API, FUNCTIONS, FIRESTORE, STORAGE, PAYMENTS, AI' }]);
  expect(pathsOf({ layer: 'constructor' })).toEqual(['layer']);
});

test('an unknown type is refused with the types of its layer', () => {
  expect(errorsOf({ ...sample, type: 'FPS' })).toEqual([{ path: 'type', message: 'FUNCTIONS has the types LATENCY, COLD_START, RETRY, ERROR' }]);
  expect(pathsOf({ type: 'toString' })).toEqual(['type']);
});

test('another unit is refused with the unit of the catalog', () => {
  expect(errorsOf({ ...sample, unit: 's' })).toEqual([{ path: 'unit', message: 'FUNCTIONS LATENCY is measured in "ms"' }]);
  expect(pathsOf({ unit: undefined })).toEqual(['unit']);
});

test('a value is finite and not negative', () => {
  for (const value of [Number.NaN, Infinity, -Infinity, -1, '150', null, undefined]) expect(pathsOf({ value })).toEqual(['value']);
  expect(pathsOf({ value: 0 })).toEqual([]);
});

test('one sample of a ratio is 1 or 0', () => {
  const error = { type: 'ERROR', unit: 'good/total' };
  expect(pathsOf({ ...error, value: 0.5 })).toEqual(['value']);
  expect(pathsOf({ ...error, value: 2 })).toEqual(['value']);
  expect(pathsOf({ ...error, value: 1 })).toEqual([]);
});

test('a service is 1 to 64 plain characters', () => {
  for (const service of ['', 'a b', 'a'.repeat(65), 'ü', undefined, 7]) expect(pathsOf({ service })).toEqual(['service']);
  expect(pathsOf({ service: 'shop/checkout-api_2.0' })).toEqual([]);
});

test('an age lies between 0 and 24 hours', () => {
  for (const ageMs of [-1, 86_400_001, Number.NaN, '5']) expect(pathsOf({ ageMs })).toEqual(['ageMs']);
  expect(pathsOf({ ageMs: 86_400_000 })).toEqual([]);
});

test('labels that would make one series per person or request are refused by name, however they are spelt', () => {
  for (const name of ['user', 'userId', 'user_id', 'UserID', 'user.id', 'session', 'email', 'ip', 'token', 'url', 'requestId', 'trace_id']) {
    expect(errorsOf({ ...sample, metadata: { [name]: 'x' } })).toEqual([{ path: `metadata.${name}`, message: `"${name}" would make one series per person or request; leave it out` }]);
  }
  expect(pathsOf({ metadata: { userTier: 'paid' } })).toEqual([]);
});

test('a label has a plain name and a short text without control characters', () => {
  expect(pathsOf({ metadata: { '1st': 'x' } })).toEqual(['metadata.1st']);
  expect(pathsOf({ metadata: { ['a'.repeat(41)]: 'x' } })).toEqual([`metadata.${'a'.repeat(40)}`]);
  for (const value of ['a\u001fb', 'a\0', 'line\nbreak', 'x'.repeat(101), '\ud800', Number.NaN, {}, null]) expect(pathsOf({ metadata: { screen: value } })).toEqual(['metadata.screen']);
  expect(pathsOf(JSON.parse('{"metadata":{"__proto__":"x"}}'))).toEqual(['metadata.__proto__']);
});

test('there are at most 8 labels besides region and release', () => {
  const labels = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`label${index}`, 'x']));
  expect(pathsOf({ metadata: { region: 'eu', release: '1', ...labels(8) } })).toEqual([]);
  expect(pathsOf({ metadata: labels(9) })).toEqual(['metadata']);
  expect(pathsOf({ metadata: 'region=eu' })).toEqual(['metadata']);
});

test('a region is at most 40 characters', () => {
  expect(pathsOf({ metadata: { region: 'r'.repeat(41) } })).toEqual(['metadata.region']);
  expect(pathsOf({ metadata: { region: 'eu\u0007' } })).toEqual(['metadata.region']);
  expect(pathsOf({ metadata: { region: 'r'.repeat(40) } })).toEqual([]);
});

test('every wrong field is named at once', () => {
  expect(errorsOf({}).map(({ path }) => path)).toEqual(['layer', 'service', 'value']);
  expect(pathsOf({ service: '', value: -1, ageMs: -1, unit: 's', metadata: { email: 'x' } })).toEqual(['unit', 'service', 'ageMs', 'metadata.email', 'value']);
});
