import { expect, test } from 'vitest';
import type { RecordedEvent } from '../events/event.ts';
import { Histogram } from '../metrics/histogram.ts';
import type { MetricPoint } from '../metrics/metric-store.ts';
import { metricDefinition } from '../metrics/sample.ts';
import type { Series } from '../metrics/series.ts';
import { Tally } from '../metrics/tally.ts';
import { configureThresholds, defaultThresholds } from '../metrics/thresholds.ts';
import type { NodeRecord } from '../nodes/node-registry.ts';
import { buildHealthSummary, publicHealth, type HealthFacts } from './build-health-summary.ts';

const nowMs = 1_700_000_000_000;
const times = (count: number, value: number) => Array.from({ length: count }, () => value);

function point(layer: Series['layer'], type: string, values: readonly number[], series: Partial<Series> = {}): MetricPoint {
  const aggregate = metricDefinition(layer, type)?.kind === 'distribution' ? new Histogram() : new Tally();
  for (const value of values) aggregate.record(value);
  return { series: { tenant: 'main', layer, type, service: 'shop', region: 'eu', source: 'server', labels: {}, ...series }, slotMs: nowMs - 60_000, aggregate };
}
const node = (id: string, region: string, load: number): NodeRecord => ({ id, region, release: '1', startedAtMs: 1, load, memoryBytes: 100, heartbeatAtMs: nowMs - 2000, ageMs: 2000 });
const event = (type: RecordedEvent['type'], atMs: number): RecordedEvent => ({ id: `${atMs}`, atMs, tenant: 'main', type, severity: 'info', subject: 'node-1', actor: { kind: 'node', id: 'node-1' } });
const summary = (facts: Partial<HealthFacts> = {}) => buildHealthSummary({ nowMs, windowMinutes: 5, points: [], pointsBefore: [], nodes: [], events: [], thresholds: defaultThresholds, ...facts });
const layerOf = (name: Series['layer'], facts: Partial<HealthFacts>) => summary(facts).layers.find(({ layer }) => layer === name);

test('without any data every layer says so, in the order of the page [OBS-10]', () => {
  const { verdict, layers } = summary();
  expect(verdict).toBe('no-data');
  expect(layers.map(({ layer }) => layer)).toEqual(['MOBILE', 'API', 'FUNCTIONS', 'FIRESTORE', 'STORAGE', 'PAYMENTS', 'AI']);
  expect(layers.map(({ verdict: each, reason }) => `${each}: ${reason}`)).toEqual(times(7, 0).map(() => 'no-data: no data in the last 5 minutes'));
});

test('a layer is as bad as the worst of its metrics, and gives that metric\'s reason [OBS-10]', () => {
  const api = layerOf('API', { points: [point('API', 'LATENCY', times(100, 120)), point('API', 'ERROR', [...times(10, 1), ...times(90, 0)])] });
  expect(api).toMatchObject({ verdict: 'critical', reason: 'ERROR: 10 %, should be below 1 %, critical from 5 %', restsOn: 'server' });
  expect(api?.metrics.map(({ type, verdict }) => `${type} ${verdict}`)).toContain('LATENCY healthy');
});

test('a healthy layer gives the reason of a metric that was judged, not of one that is only shown', () => {
  const reason = layerOf('FIRESTORE', { points: [point('FIRESTORE', 'READ', [5]), point('FIRESTORE', 'CONTENTION', [5])] })?.reason;
  expect(reason).toBe('CONTENTION: 1 a minute, below 50 a minute');
});

test('a layer that measured only what has no threshold is healthy, and says that nothing was judged', () => {
  expect(layerOf('FIRESTORE', { points: [point('FIRESTORE', 'READ', [5])] })).toMatchObject({ verdict: 'healthy', reason: 'READ: 1 a minute; no threshold, so not judged' });
});

test('the whole is as bad as the worst layer that has data [OBS-10]', () => {
  expect(summary({ points: [point('API', 'LATENCY', times(100, 300)), point('AI', 'LATENCY', times(100, 50))] }).verdict).toBe('degraded');
  expect(summary({ points: [point('AI', 'LATENCY', times(100, 50))] }).verdict).toBe('healthy');
});

test('thresholds as configured decide', () => {
  const outcome = configureThresholds({ 'API.LATENCY': 400 });
  const thresholds = outcome.kind === 'configured' ? outcome.thresholds : defaultThresholds;
  expect(layerOf('API', { points: [point('API', 'LATENCY', times(100, 300))], thresholds })?.verdict).toBe('healthy');
});

test('what clients say of a metric that servers measure is shown beside it and does not decide', () => {
  const points = [point('API', 'LATENCY', times(100, 100)), point('API', 'LATENCY', times(1000, 9000), { source: 'client' })];
  const api = layerOf('API', { points });
  const latency = api?.metrics.find(({ type }) => type === 'LATENCY');
  expect(api).toMatchObject({ verdict: 'healthy', restsOn: 'server' });
  expect([latency?.reading.n, latency?.fromClients?.n]).toEqual([100, 1000]);
});

test('what only clients measure is judged from them, and the reason says so [OBS-1]', () => {
  expect(layerOf('MOBILE', { points: [point('MOBILE', 'FPS', times(100, 10), { source: 'client' })] })).toMatchObject({
    verdict: 'critical', restsOn: 'client', reason: 'FPS: P5 10 fps (±1.1 %), should be above 30 fps, critical from 15 fps; measured by clients',
  });
});

test('error rates by service come from errors and from what successes leave, worst first [OBS-10]', () => {
  const points = [
    point('API', 'ERROR', [1, ...times(99, 0)], { service: 'search' }),
    point('API', 'ERROR', [1, 1, 0, 0], { service: 'login', region: 'eu' }),
    point('API', 'ERROR', times(4, 0), { service: 'login', region: 'us' }),
    point('PAYMENTS', 'SUCCESS', [1, 1, 1, 0, 1], { service: 'stripe' }),
    point('API', 'LATENCY', [5], { service: 'search' }),
  ];
  expect(summary({ points }).services).toEqual([
    { layer: 'API', service: 'login', failed: 2, total: 8, errorRate: 0.25 },
    { layer: 'PAYMENTS', service: 'stripe', failed: 1, total: 5, errorRate: 0.2 },
    { layer: 'API', service: 'search', failed: 1, total: 100, errorRate: 0.01 },
  ]);
});

test('active regions have their nodes and their mean load [OBS-10]', () => {
  const { regions, nodes } = summary({ nodes: [node('b', 'us', 0.2), node('a', 'eu', 0.9), node('c', 'us', 0.4)] });
  expect(regions).toEqual([{ region: 'eu', nodes: 1, load: 0.9 }, { region: 'us', nodes: 2, load: expect.closeTo(0.3, 10) }]);
  expect(nodes.map(({ id, heartbeatAgeMs }) => `${id} ${heartbeatAgeMs}`)).toEqual(['a 2000', 'b 2000', 'c 2000']);
});

test('what changed lists changed verdicts and events, newest first [OBS-10]', () => {
  const { changes } = summary({
    points: [point('API', 'LATENCY', times(100, 300)), point('AI', 'LATENCY', times(100, 50)), point('STORAGE', 'QUEUE', times(50, 3))],
    pointsBefore: [point('API', 'LATENCY', times(100, 100)), point('PAYMENTS', 'DELAY', times(100, 100)), point('STORAGE', 'QUEUE', times(50, 3))],
    events: [event('SERVER_STARTED', nowMs - 1000), event('DATABASE_RECOVERED', nowMs - 400_000)],
  });
  expect(changes.map(({ kind, text }) => `${kind}: ${text}`)).toEqual([
    'event: Server started: node-1',
    'verdict: API went from healthy to degraded: LATENCY: P95 300 ms (±1.1 %), should be below 250 ms',
    'verdict: Payments stopped reporting; it was healthy',
    'verdict: AI started reporting, healthy: LATENCY: P95 50 ms (±1.1 %), below 2,000 ms',
    'event: Database recovered: node-1',
  ]);
});

test('a list of changes is bounded', () => {
  expect(summary({ events: Array.from({ length: 500 }, (_, index) => event('LOGIN', nowMs - index)) }).changes).toHaveLength(50);
});

test('the public answer has verdicts and no number but its time [OBS-10]', () => {
  const answer = publicHealth(summary({ points: [point('API', 'LATENCY', times(100, 300))], nodes: [node('a', 'eu', 0.5)] }));
  expect(Object.keys(answer).toSorted()).toEqual(['generatedAtMs', 'layers', 'verdict']);
  expect(answer.layers[1]).toEqual({ layer: 'API', verdict: 'degraded' });
});
