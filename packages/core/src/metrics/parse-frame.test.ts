import { expect, test } from 'vitest';
import { frameMeasurements } from './frame-measurements.ts';
import { encodeHistogram } from './histogram-codec.ts';
import { Histogram } from './histogram.ts';
import { parseFrame } from './parse-frame.ts';

const counter = { layer: 'MOBILE', type: 'CRASH', atMonoMs: 59_000, count: 3, sum: 3 };
const sketch = { layer: 'MOBILE', type: 'FPS', atMonoMs: 50_000, values: [60, 58.5] };
const report = { id: 'crash-0001', kind: 'crash', atMonoMs: 40_000, message: 'TypeError\n  at home', detail: { screen: 'home', fatal: true, depth: 3 } };
const frame = { v: 1, install: 'install-1', boot: 'boot-0001', seq: 1, sentAtMonoMs: 60_000, dims: { service: 'ios-app', region: 'eu', release: '1.2', platform: 'ios' }, counters: [counter], sketches: [sketch] };

function accepted(change: object = {}) {
  const outcome = parseFrame({ ...frame, ...change });
  if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.errors));
  return outcome;
}
function refusedPaths(change: object): readonly string[] {
  const outcome = parseFrame({ ...frame, ...change });
  return outcome.kind === 'refused' ? outcome.errors.map(({ path }) => path) : [];
}
const rejectedPaths = (change: object) => accepted(change).rejected.map(({ path }) => path);
const counterFault = (change: object) => faultOf('counters', { ...counter, ...change });
const sketchFault = (change: object) => faultOf('sketches', { ...sketch, ...change });
const reportFault = (change: object) => faultOf('reports', { ...report, ...change });

/** Where the only item of a list is at fault; an item is kept or rejected, never both. */
function faultOf(list: 'counters' | 'sketches' | 'reports', item: object): readonly string[] {
  const { frame: parsed, rejected } = accepted({ [list]: [item] });
  expect(parsed[list]?.length ?? 0).toBe(rejected.length === 0 ? 1 : 0);
  return rejected.map(({ path }) => path);
}

function base64Of(values: readonly number[], scale = 5): string {
  const histogram = new Histogram(scale);
  for (const value of values) histogram.record(value);
  return base64(encodeHistogram(histogram));
}

/** Unpadded, by the book: core has neither Buffer nor btoa. */
function base64(bytes: Uint8Array): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,6}/g) ?? []).map((sextet) => alphabet.charAt(Number.parseInt(sextet.padEnd(6, '0'), 2))).join('');
}
const server = { receivedAtMs: 1_700_000_000_000, tenant: 'main', source: 'client' } as const;

test('a frame without fault is taken whole', () => {
  expect(accepted()).toEqual({ kind: 'frame', frame, rejected: [] });
});

test('one bad item is left out and named, the others are kept with their places', () => {
  const { frame: parsed, rejected } = accepted({ counters: [counter, { ...counter, layer: 'WEB' }, counter, 'nonsense'] });
  expect(parsed.counters).toEqual([counter, counter]);
  expect(rejected).toEqual([
    { path: 'counters[1].layer', problem: 'bad-request', message: 'must be one of MOBILE, API, FUNCTIONS, FIRESTORE, STORAGE, PAYMENTS, AI' },
    { path: 'counters[3]', problem: 'bad-request', message: 'must be an object' },
  ]);
});

test('a bad envelope refuses the frame, with every fault named', () => {
  expect(refusedPaths({ v: 2, install: 'short', boot: 'b o o t-1', seq: 0, sentAtMonoMs: Number.NaN, dims: { service: '' } })).toEqual(['v', 'dims.service', 'install', 'boot', 'seq', 'sentAtMonoMs']);
  for (const seq of [0, -1, 1.5, 2 ** 53, '1', undefined]) expect(refusedPaths({ seq })).toEqual(['seq']);
  for (const install of ['a'.repeat(65), 'seven-7', 'with space', undefined]) expect(refusedPaths({ install })).toEqual(['install']);
  for (const input of [null, 'frame', [frame], 5]) expect(parseFrame(input)).toEqual({ kind: 'refused', errors: [{ path: '', message: 'must be an object' }] });
});

test('what holds for the whole frame is checked like a sample', () => {
  expect(refusedPaths({ dims: undefined })).toEqual(['dims']);
  expect(refusedPaths({ dims: { service: 'a', region: 'r'.repeat(41), user_id: '7', tier: 'x'.repeat(101) } })).toEqual(['dims.region', 'dims.user_id', 'dims.tier']);
  expect(refusedPaths({ dims: { service: 'a', ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`l${index}`, 'x'])) } })).toEqual(['dims']);
});

test('a frame has at most 500 items and 20 reports', () => {
  const items = (length: number) => Array.from({ length }, () => counter);
  expect(refusedPaths({ counters: items(500) })).toEqual(['counters']);
  expect(refusedPaths({ counters: items(499) })).toEqual([]);
  expect(refusedPaths({ counters: undefined })).toEqual(['counters']);
  expect(refusedPaths({ sketches: {} })).toEqual(['sketches']);
  expect(refusedPaths({ reports: Array.from({ length: 21 }, () => report) })).toEqual(['reports']);
});

test('an item is at most 24 hours old, and never from the future', () => {
  const day = 86_400_000;
  expect(counterFault({ atMonoMs: 60_000 - day })).toEqual([]);
  for (const atMonoMs of [60_000 - day - 1, 60_001]) {
    expect(accepted({ counters: [{ ...counter, atMonoMs }] }).rejected).toEqual([{ path: 'counters[0].atMonoMs', problem: 'clock-skew', message: 'must lie within the 24 hours before sentAtMonoMs' }]);
  }
  expect(counterFault({ atMonoMs: null })).toEqual(['counters[0].atMonoMs']);
});

test('a type is sent under the list of its kind', () => {
  expect(counterFault({ type: 'FPS' })).toEqual(['counters[0].type']);
  expect(sketchFault({ type: 'CRASH' })).toEqual(['sketches[0].type']);
  expect(sketchFault({ type: 'NOPE' })).toEqual(['sketches[0].type']);
});

test('a counter has a whole count and a finite sum, a ratio at most as many ones as samples', () => {
  for (const count of [0, -1, 1.5, 1e9 + 1, '3']) expect(counterFault({ count })).toEqual(['counters[0].count']);
  for (const sum of [-1, Infinity, null]) expect(counterFault({ sum })).toEqual(['counters[0].sum']);
  const ratio = { layer: 'API', type: 'ERROR', count: 10 };
  expect(counterFault({ ...ratio, sum: 11 })).toEqual(['counters[0].sum']);
  expect(counterFault({ ...ratio, sum: 0.5 })).toEqual(['counters[0].sum']);
  expect(counterFault({ ...ratio, sum: 10 })).toEqual([]);
});

test('a sketch has 1 to 200 finite values that are not negative', () => {
  for (const values of [[], [Number.NaN], [-1], ['60'], [Infinity], Array.from({ length: 201 }, () => 1), undefined]) expect(sketchFault({ values })).toEqual(['sketches[0].values']);
  expect(sketchFault({ values: Array.from({ length: 200 }, () => 0) })).toEqual([]);
});

test('an encoded histogram arrives with its values, and a broken one is rejected', () => {
  const { frame: parsed, rejected } = accepted({ sketches: [{ ...sketch, values: undefined, histogram: base64Of([10, 20, 30]) }] });
  expect(rejected).toEqual([]);
  const [read] = parsed.sketches;
  expect(read !== undefined && 'histogram' in read ? { count: read.histogram.count, max: read.histogram.max } : undefined).toEqual({ count: 3, max: 30 });
  for (const histogram of ['', '!!!!', 'AAAA', 5, base64Of([10]).slice(0, -4), base64Of([]), 'A'.repeat(40_000)]) expect(sketchFault({ histogram })).toEqual(['sketches[0].histogram']);
});

test('a histogram too coarse to merge without blurring its series is rejected', () => {
  expect(sketchFault({ histogram: base64Of([10, 20], 2) })).toEqual(['sketches[0].histogram']);
  expect(sketchFault({ histogram: base64Of([10, 20], 3) })).toEqual([]);
});

test('labels of an item count together with those of the frame, and obey the same rules', () => {
  const labels = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`l${index}`, 'x']));
  expect(counterFault({ labels: labels(7) })).toEqual([]);
  expect(counterFault({ labels: labels(8) })).toEqual(['counters[0].labels']);
  expect(counterFault({ labels: { email: 'a@b' } })).toEqual(['counters[0].labels.email']);
  expect(counterFault({ labels: { screen: 7 } })).toEqual(['counters[0].labels.screen']);
  expect(counterFault({ labels: ['home'] })).toEqual(['counters[0].labels']);
});

test('reports are kept whole, or rejected with the field that is wrong', () => {
  expect(accepted({ reports: [report] }).frame.reports).toEqual([report]);
  expect(reportFault({ id: 'short' })).toEqual(['reports[0].id']);
  expect(reportFault({ kind: 'a b' })).toEqual(['reports[0].kind']);
  expect(reportFault({ atMonoMs: 70_000 })).toEqual(['reports[0].atMonoMs']);
  for (const message of ['x'.repeat(2001), 'a\0b', '\udc00', undefined]) expect(reportFault({ message })).toEqual(['reports[0].message']);
  for (const detail of [{ a: null }, { a: Number.NaN }, { 'a b': 1 }, { a: 'x'.repeat(501) }, [1]]) expect(reportFault({ detail })).toEqual(['reports[0].detail']);
});

test('books that balance leave nothing unaccounted for', () => {
  expect(accepted({ conservation: { produced: 10, delivered: 6, queued: 1, dropped: { full: 2, user: 1 } } }).unaccounted).toBe(0);
  expect(accepted().unaccounted).toBeUndefined();
});

test('books that do not balance are reported, and refuse nothing', () => {
  const { unaccounted, rejected, frame: parsed } = accepted({ conservation: { produced: 10, delivered: 6, queued: 1, dropped: {} } });
  expect({ unaccounted, rejected, counters: parsed.counters.length }).toEqual({ unaccounted: 3, rejected: [], counters: 1 });
});

test('how many were dropped before they were in a frame is read where it is said', () => {
  const conservation = { produced: 2, delivered: 0, queued: 0, dropped: { 'bad-value': 2 }, unframed: 2 };
  expect(accepted({ conservation }).frame.conservation).toEqual(conservation);
  expect(rejectedPaths({ conservation: { ...conservation, unframed: -1 } })).toEqual(['conservation.unframed']);
});

test('books that cannot be read are rejected alone', () => {
  expect(rejectedPaths({ conservation: 'fine' })).toEqual(['conservation']);
  expect(rejectedPaths({ conservation: { produced: 1, delivered: -1, queued: 0, dropped: {} } })).toEqual(['conservation.delivered']);
  expect(rejectedPaths({ conservation: { produced: 1, delivered: 1, queued: 0, dropped: { full: 0.5 } } })).toEqual(['conservation.dropped']);
});

test('instants are the server\'s time less the monotonic age, whatever the sender\'s clocks say', () => {
  const times = (shift: number) => frameMeasurements(accepted({ sentAtMonoMs: 60_000 + shift, counters: [{ ...counter, atMonoMs: 59_000 + shift }], sketches: [{ ...sketch, atMonoMs: 50_000 + shift }] }).frame, server).map(({ atMs }) => server.receivedAtMs - atMs);
  expect(times(0)).toEqual([1000, 10_000]);
  expect(times(3 * 86_400_000)).toEqual([1000, 10_000]);
});

test('a measurement carries the labels of its frame and its own; tenant and source come from the credential alone', () => {
  const dims = { ...frame.dims, tenant: 'other', source: 'server' };
  const [measured] = frameMeasurements(accepted({ dims, counters: [{ ...counter, labels: { screen: 'home' } }] }).frame, server);
  expect(measured).toMatchObject({ layer: 'MOBILE', type: 'CRASH' });
  expect(measured?.place).toEqual({
    tenant: 'main', service: 'ios-app', region: 'eu', source: 'client',
    labels: { release: '1.2', platform: 'ios', tenant: 'other', source: 'server', screen: 'home' },
  });
});

test('values stay values, histograms and counters become aggregates', () => {
  const sketches = [sketch, { ...sketch, values: undefined, histogram: base64Of([10, 20]) }];
  const contents = frameMeasurements(accepted({ sketches }).frame, server).map((one) => ('values' in one ? one.values : { count: one.aggregate.count, sum: one.aggregate.sum }));
  expect(contents).toEqual([{ count: 3, sum: 3 }, [60, 58.5], { count: 2, sum: 30 }]);
});
