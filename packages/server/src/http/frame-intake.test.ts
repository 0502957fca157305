import { type Frame, type FrameReceipt, Histogram } from '@sora/core';
import { expect, onTestFinished, test } from 'vitest';
import { expectProblem } from './testing/expect-problem.ts';
import { createTestApp, type TestApp } from './testing/test-app.ts';

const sentAtMonoMs = 60_000;
const aDayMs = 24 * 60 * 60_000;
const fps = (values: readonly unknown[], more: object = {}) => ({ layer: 'MOBILE', type: 'FPS', atMonoMs: sentAtMonoMs, values, ...more });
const crash = (more: object = {}) => ({ layer: 'MOBILE', type: 'CRASH', atMonoMs: sentAtMonoMs, count: 2, sum: 1, ...more });
const frame = (change: object = {}) => ({ v: 1, install: 'install-1', boot: 'boot-0001', seq: 1, sentAtMonoMs, dims: { service: 'app' }, counters: [], sketches: [], ...change });

async function setUp() {
  const server = await createTestApp({ environment: { SORA_INSTALL_FRAMES_PER_MINUTE: '6000' } });
  onTestFinished(() => server.app.close());
  const [ingestKey, serviceKey] = [await server.token({ kind: 'ingest' }), await server.token({ kind: 'service', scopes: ['metrics:write'] })];
  const send = (body: object | string, { token } = ingestKey) => server.app.inject({ method: 'POST', url: '/v1/ingest', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, payload: typeof body === 'string' ? body : JSON.stringify(body) });
  const receipt = async (body: object | string, key = ingestKey) => {
    const answer = await send(body, key);
    expect(answer.statusCode).toBe(202);
    return answer.json<FrameReceipt>();
  };
  return { server, serviceKey, send, receipt };
}

function measured({ recorder }: TestApp) {
  return recorder.drain().map(({ series: { type, service, source, labels }, aggregate: { count, sum } }) => ({ type, service, source, labels, count, sum }));
}

test('what a frame says is measured by the client under an ingest key, and by the server under a service key', async () => {
  const { server, serviceKey, receipt } = await setUp();
  expect(await receipt(frame({ sketches: [fps([60, 30])], counters: [crash()] }))).toEqual({ seq: 1, kind: 'accepted', accepted: 4, rejected: [], nextFlushMs: 60_000 });
  expect(await receipt(frame({ install: 'backend-1', sketches: [fps([50])] }), serviceKey)).toMatchObject({ kind: 'accepted', nextFlushMs: 10_000 });
  expect(measured(server)).toEqual([
    { type: 'CRASH', service: 'app', source: 'client', labels: {}, count: 2, sum: 1 },
    { type: 'FPS', service: 'app', source: 'client', labels: {}, count: 2, sum: 90 },
    { type: 'FPS', service: 'app', source: 'server', labels: {}, count: 1, sum: 50 },
  ]);
});

test('a frame that says itself where it comes from is not believed', async () => {
  const { server, receipt } = await setUp();
  await receipt(frame({ source: 'server', tenant: 'other', dims: { service: 'app' }, sketches: [fps([60], { source: 'server' })] }));
  expect(measured(server)).toMatchObject([{ source: 'client' }]);
  const bad = await receipt(frame({ seq: 2, sketches: [fps([60], { labels: { token: 'x' } })] }));
  expect(bad.rejected).toMatchObject([{ path: 'sketches[0].labels.token' }]);
});

test('a frame that comes again is acknowledged and counted once, also in another order', async () => {
  const { server, receipt } = await setUp();
  const kinds: string[] = [];
  for (const seq of [2, 1, 2, 1, 3, 2]) kinds.push((await receipt(frame({ seq, sketches: [fps([60])] }))).kind);
  expect(kinds).toEqual(['accepted', 'accepted', 'repeated', 'repeated', 'accepted', 'repeated']);
  expect(measured(server)).toMatchObject([{ count: 3 }]);
});

test('the same numbers of another tenant are another frame', async () => {
  const { server, receipt } = await setUp();
  const theirs = await server.token({ kind: 'ingest' }, { tenant: 'other' });
  await receipt(frame());
  expect(await receipt(frame(), theirs)).toMatchObject({ kind: 'accepted' });
});

test('bad items are named and left out, the rest is taken', async () => {
  const { server, receipt } = await setUp();
  const histogram = new Histogram();
  histogram.record(60);
  const { accepted, rejected } = await receipt(frame({
    counters: [crash(), crash({ layer: 'WEB' }), crash({ type: 'CRASHES' }), crash({ count: -1 }), crash({ count: 1.5 }), crash({ sum: -3 }), 'nonsense', null],
    sketches: [fps([60]), fps([-1]), fps([60, '60']), fps([null]), fps([]), { ...fps([]), values: undefined, histogram: 'AAAA' }, { ...fps([]), values: undefined, histogram: '%%%' }],
  }));
  expect(accepted).toBe(3);
  expect(rejected.map(({ path }) => path)).toEqual([
    'counters[1].layer', 'counters[2].type', 'counters[3].count', 'counters[4].count', 'counters[5].sum', 'counters[6]', 'counters[7]',
    'sketches[1].values', 'sketches[2].values', 'sketches[3].values', 'sketches[4].values', 'sketches[5].histogram', 'sketches[6].histogram',
  ]);
  expect(measured(server).map(({ count }) => count)).toEqual([2, 1]);
});

test('infinity is left out and named; what is no number in JSON makes the body unreadable', async () => {
  const { server, send, receipt } = await setUp();
  const text = JSON.stringify(frame({ sketches: [fps([60]), fps(['HERE'])], counters: [crash({ sum: 'HERE' })] }));
  expect((await receipt(text.replaceAll('"HERE"', '1e999'))).rejected.map(({ path }) => path)).toEqual(['counters[0].sum', 'sketches[1].values']);
  for (const notJson of ['NaN', 'Infinity', '-Infinity', 'undefined']) expectProblem(await send(text.replaceAll('"HERE"', notJson)), 'malformed-body');
  expect(measured(server)).toMatchObject([{ count: 1, sum: 60 }]);
});

test('a measurement three days old or from the future is left out and named clock skew; one of 24 hours is taken', async () => {
  const { server, receipt } = await setUp();
  const now = 10 * aDayMs;
  const ages = [3 * aDayMs, aDayMs + 1, aDayMs, 0, -1, -3 * aDayMs];
  const { accepted, rejected } = await receipt(frame({ sentAtMonoMs: now, sketches: ages.map((age) => fps([60], { atMonoMs: now - age })) }));
  expect([accepted, rejected.map(({ path, problem }) => `${path} ${problem}`)]).toEqual([2, [0, 1, 4, 5].map((at) => `sketches[${at}].atMonoMs clock-skew`)]);
  const slots = server.recorder.drain().map(({ slotMs }) => Math.round((server.clock.nowMs() - slotMs) / aDayMs));
  expect(slots.toSorted()).toEqual([0, 1]);
});

test('a bad head refuses the frame, naming all that is wrong with it', async () => {
  const { server, send } = await setUp();
  const { errors } = expectProblem(await send(frame({ v: 2, install: 'x', seq: 0, sentAtMonoMs: 'now', dims: { service: '' } })), 'bad-request');
  expect(errors?.map(({ path }) => path).toSorted()).toEqual(['dims.service', 'install', 'sentAtMonoMs', 'seq', 'v']);
  for (const body of [[], 'null', '7', '{}', { frames: [] }, '[[[['.concat(']]]]')]) expectProblem(await send(body), 'bad-request');
  expectProblem(await send(frame({ counters: Array(501).fill(crash()) })), 'bad-request');
  expect(measured(server)).toEqual([]);
});

test('a label explosion of 200,000 values stays within the budget, and the label is named', async () => {
  const { server, receipt } = await setUp();
  const frames = Array.from({ length: 400 }, (_, at): object => frame({ seq: at + 1, dims: { service: 'app', tier: 'low' }, counters: Array.from({ length: 500 }, (__, item) => crash({ count: 1, labels: { screen: `screen-${at}-${item}` } })) }));
  let accepted = 0;
  for (const each of frames) accepted += (await receipt(each)).accepted;
  expect(accepted).toBe(200_000);
  expect(server.recorder.liveSeries).toBe(2_001);
  const [report] = server.recorder.takeOverflowReports();
  expect(report).toMatchObject({ tenant: 'main', layer: 'MOBILE', type: 'CRASH', dimension: 'screen' });
  expect(Math.abs((report?.distinctValues ?? 0) / 198_000 - 1)).toBeLessThan(0.1);
  expect(measured(server).reduce((sum, { count }) => sum + count, 0)).toBe(200_000);
});

test('a report is one event, however often its frame comes', async () => {
  const { server, receipt } = await setUp();
  const reports = [{ id: 'crash-0001', kind: 'crash', atMonoMs: sentAtMonoMs, message: 'TypeError: x is not a function', detail: { screen: 'home' } }];
  const dims: Frame['dims'] = { service: 'ios-app', region: 'eu', release: '1.2' };
  for (const seq of [1, 1, 2]) await receipt(frame({ seq, dims, reports }));
  const events = await server.events.read({ tenant: 'main', limit: 10 });
  expect(events).toMatchObject([{ type: 'CLIENT_REPORT', severity: 'warning', subject: 'crash: TypeError: x is not a function', actor: { kind: 'client', id: 'install-1', name: 'ios-app' }, region: 'eu', release: '1.2', payload: { screen: 'home' } }]);
});

test('books that do not balance are one event a boot', async () => {
  const { server, receipt } = await setUp();
  for (const seq of [1, 2]) await receipt(frame({ seq, conservation: { produced: 10, delivered: 5, queued: 2, dropped: { full: 1 } } }));
  await receipt(frame({ seq: 3, conservation: { produced: 10, delivered: 10, queued: 0, dropped: {} } }));
  expect(await server.events.read({ tenant: 'main', limit: 10 })).toMatchObject([{ type: 'METRIC_LOSS', subject: 'app: 2 measurements are neither delivered, queued nor dropped' }]);
});

const account = (seq: number, more: object = {}) => ({ produced: 2 * seq, delivered: 2 * (seq - 1), queued: 2, dropped: {}, unframed: 0, ...more });
const booked = (seq: number, more: object = {}) => frame({ seq, counters: [crash()], conservation: account(seq, more) });
const losses = async ({ events }: TestApp) => (await events.read({ tenant: 'main', limit: 10 })).map(({ type, subject }) => `${type} ${subject}`);

test('books that close over repeats, another order and frames that never came raise no alarm [MOB-4]', async () => {
  const { server, receipt } = await setUp();
  for (const seq of [1, 3, 2, 3, 1, 6, 5, 9]) await receipt(booked(seq));
  expect(await losses(server)).toEqual([]);
});

test('measurements that vanished between two frames are one event, with their number [MOB-4]', async () => {
  const { server, receipt } = await setUp();
  await receipt(booked(1));
  // Sums that agree in themselves: five more were measured, and are said to be delivered.
  await receipt(booked(2, { produced: 9, delivered: 7 }));
  for (const seq of [2, 3]) await receipt(booked(seq, { produced: 2 * seq + 5, delivered: 2 * (seq - 1) + 5 }));
  expect(await losses(server)).toEqual(['METRIC_LOSS app: 5 measurements are neither delivered, queued nor dropped']);
});

test('items that the server itself leaves out raise no alarm', async () => {
  const { server, receipt } = await setUp();
  for (const seq of [1, 2]) await receipt({ ...booked(seq), counters: [crash(), crash({ type: 'NEWER' })], conservation: account(seq, { produced: 4 * seq, queued: 4, delivered: 4 * (seq - 1) }) });
  expect(await losses(server)).toEqual([]);
});

test('a frame whose report cannot be stored is not acknowledged, and taken whole when it comes again', async () => {
  const { server, send, receipt } = await setUp();
  const whole = frame({ sketches: [fps([60])], reports: [{ id: 'crash-0001', kind: 'crash', atMonoMs: sentAtMonoMs, message: 'boom' }] });
  const { record } = server.events;
  server.events.record = async () => { throw new Error('gone'); };
  expectProblem(await send(whole), 'internal');
  server.events.record = record;
  expect(await receipt(whole)).toMatchObject({ kind: 'accepted', accepted: 1 });
  expect(measured(server)).toMatchObject([{ count: 1 }]);
});

test('senders are asked to come less often while the database is away', async () => {
  const { server, serviceKey, receipt } = await setUp();
  server.setDatabase('unavailable');
  expect([(await receipt(frame())).nextFlushMs, (await receipt(frame({ seq: 2 }), serviceKey)).nextFlushMs]).toEqual([300_000, 50_000]);
  server.setDatabase('available');
  expect((await receipt(frame({ seq: 3 }))).nextFlushMs).toBe(60_000);
});
