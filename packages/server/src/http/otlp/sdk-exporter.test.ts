import { Histogram, mapOtlp, type OtlpMapping, type OtlpMeasurement, type OtlpMetrics } from '@sora/core';
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { OTLPMetricExporter as JsonExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationTemporality, AggregationType, InstrumentType, MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter, type ResourceMetrics } from '@opentelemetry/sdk-metrics';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyOf, captureExports, type ExportCapture, plainBytes, type PostedExport as Posted } from './capture-exports.ts';
import type { OtlpRejection } from './encode-response.ts';
import { readOtlpBody } from './otlp-body.ts';

// The real SDK and its unmodified exporters post to a bare listener: what they send is what our decoders and mapping get.

let capture: ExportCapture;
let rejection: OtlpRejection = { rejectedDataPoints: 0, messages: [] };
beforeAll(async () => { capture = await captureExports(() => rejection); });
afterAll(() => capture[Symbol.asyncDispose]());

const aggregationPreference = (type: InstrumentType) => ({ type: type === InstrumentType.HISTOGRAM ? AggregationType.EXPONENTIAL_HISTOGRAM : AggregationType.DEFAULT } as const);
const temporalityPreference = AggregationTemporality.DELTA;

/** Compression is chosen as a user would, in the environment. */
function exporters(compression: 'gzip' | 'none', options = { temporalityPreference, aggregationPreference }): readonly PushMetricExporter[] {
  process.env['OTEL_EXPORTER_OTLP_METRICS_COMPRESSION'] = compression;
  const url = `${capture.origin}/v1/metrics`;
  return [new JsonExporter({ url, ...options }), new ProtobufExporter({ url, ...options })];
}

/** Collects once and lets each exporter post that same data; returns what each posted. */
async function postAll(sending: readonly PushMetricExporter[], record: (provider: MeterProvider) => void): Promise<readonly Posted[]> {
  const [first] = sending;
  if (first === undefined) return [];
  const reader = new PeriodicExportingMetricReader({ exporter: first, exportIntervalMillis: 3_600_000 });
  const resource = resourceFromAttributes({ 'service.name': 'checkout-api', 'service.version': '1.4.2', 'cloud.region': 'europe-west1' });
  const provider = new MeterProvider({ resource, readers: [reader] });
  record(provider);
  const { resourceMetrics } = await reader.collect();
  const before = capture.posted.length;
  for (const exporter of sending) await exported(exporter, resourceMetrics);
  const mine = capture.posted.slice(before);
  await provider.shutdown();
  return mine;
}

async function exported(exporter: PushMetricExporter, metrics: ResourceMetrics): Promise<void> {
  const { code, error } = await new Promise<{ code: number; error?: Error }>((done) => exporter.export(metrics, done));
  if (code !== 0) throw error ?? new Error('export failed');
}

// Multiples of 1/1024 s, so that sums are exact whatever the order of additions.
const durationsS = Array.from({ length: 1000 }, (_, at) => (3 + ((at * 7919) % 997)) / 1024);
const tokens = [120, 800, 4096];

function recordEverything(provider: MeterProvider): void {
  const meter = provider.getMeter('test');
  const requests = meter.createHistogram('http.server.request.duration', { unit: 's' });
  durationsS.forEach((duration, at) => requests.record(duration, { 'http.response.status_code': at % 100 === 0 ? 500 : 200, 'http.route': '/pay', 'user.id': `u${at % 3}` }));
  const delays = meter.createHistogram('sora.PAYMENTS.DELAY', { unit: 'ms' });
  for (const duration of durationsS) delays.record(duration * 1024);
  const usage = meter.createHistogram('gen_ai.client.token.usage', { unit: '{token}' });
  for (const count of tokens) usage.record(count, { 'gen_ai.token.type': 'input' });
  meter.createCounter('sora.firestore.read').add(40);
  meter.createCounter('sora.payments.success', { unit: '{payment}' }).add(99, { 'sora.matched': true });
  meter.createUpDownCounter('process.memory.usage', { unit: 'By' }).add(250_000_000);
  meter.createGauge('nodejs.eventloop.delay.p99', { unit: 's' }).record(0.0125);
  meter.createCounter('shop.baskets').add(1);
}

const mappedOf = (post: Posted): OtlpMapping => mapOtlp(bodyOf(post).request, Date.now());
const named = ({ measurements }: OtlpMapping, layer: string, type: string) => measurements.filter(({ series }) => series.layer === layer && series.type === type);
function totals(measurements: readonly OtlpMeasurement[]) {
  const aggregates = measurements.map(({ aggregate }) => aggregate);
  const add = (key: 'count' | 'sum') => aggregates.reduce((total, each) => total + each[key], 0);
  return { count: add('count'), sum: add('sum'), min: Math.min(...aggregates.map(({ min }) => min)), max: Math.max(...aggregates.map(({ max }) => max)) };
}
/** Everything that a measurement says, for comparison. */
const contents = ({ measurements, ...rest }: OtlpMapping) => ({
  ...rest,
  measurements: measurements.map(({ aggregate, ...each }) => ({ ...each, count: aggregate.count, sum: aggregate.sum, min: aggregate.min, max: aggregate.max, ...(aggregate instanceof Histogram ? { scale: aggregate.scale, buckets: [...aggregate.buckets()] } : {}) })),
});

describe('the unmodified OpenTelemetry exporters', () => {
  test.each(['gzip', 'none'] as const)('send JSON and protobuf (compression: %s) that are read as the same measurements [OBS-9]', async (compression) => {
    const [json, protobuf] = await postAll(exporters(compression), recordEverything);
    if (json === undefined || protobuf === undefined) throw new Error('two requests were expected');
    expect([json, protobuf].map(({ headers }) => [headers['content-type'], headers['content-encoding']])).toEqual([
      ['application/json', compression === 'gzip' ? 'gzip' : undefined], ['application/x-protobuf', compression === 'gzip' ? 'gzip' : undefined],
    ]);
    const now = Date.now();
    expect(contents(mapOtlp(bodyOf(protobuf).request, now))).toEqual(contents(mapOtlp(bodyOf(json).request, now)));
    expect(mappedOf(json).measurements.length).toBeGreaterThan(10);
  });

  test('are read with the very numbers that were recorded [OBS-9]', async () => {
    const [, protobuf] = await postAll(exporters('gzip'), recordEverything);
    const mapping = mappedOf(protobuf as Posted);
    const durationsMs = durationsS.map((duration) => duration * 1000);
    expect(totals(named(mapping, 'API', 'LATENCY'))).toEqual({ count: 1000, sum: durationsMs.reduce((a, b) => a + b), min: Math.min(...durationsMs), max: Math.max(...durationsMs) });
    expect(totals(named(mapping, 'API', 'REQUEST'))).toMatchObject({ count: 1000, sum: 1000 });
    expect(totals(named(mapping, 'API', 'ERROR'))).toMatchObject({ count: 1000, sum: 10 });
    expect(totals(named(mapping, 'AI', 'TOKENS'))).toEqual({ count: 3, sum: 5016, min: 120, max: 4096 });
    expect(totals(named(mapping, 'FIRESTORE', 'READ'))).toMatchObject({ sum: 40 });
    expect(totals(named(mapping, 'PAYMENTS', 'SUCCESS'))).toMatchObject({ count: 99, sum: 99 });
    expect(totals(named(mapping, 'API', 'PROCESS_MEMORY'))).toMatchObject({ count: 1, sum: 250 });
    expect(totals(named(mapping, 'API', 'EVENT_LOOP_DELAY'))).toMatchObject({ count: 1, sum: 12.5 });
    expect(named(mapping, 'API', 'LATENCY')[0]?.series).toMatchObject({ service: 'checkout-api', region: 'europe-west1', labels: { 'release': '1.4.2', 'http.route': '/pay' } });
    expect([mapping.rejectedDataPoints, mapping.messages.join()]).toEqual([1, expect.stringContaining('shop.baskets')]);
  });

  test('give percentiles within the bound of the scale that arrived', async () => {
    const [json] = await postAll(exporters('none'), recordEverything);
    const delays = named(mappedOf(json as Posted), 'PAYMENTS', 'DELAY')[0]?.aggregate as Histogram;
    const sorted = durationsS.map((duration) => duration * 1024).toSorted((a, b) => a - b);
    expect(delays.scale).toBeLessThan(5);
    for (const q of [0.5, 0.95, 0.99, 0.999]) {
      const exact = sorted[Math.ceil(q * sorted.length) - 1] as number;
      expect(Math.abs((delays.quantile(q) as number) / exact - 1)).toBeLessThanOrEqual(delays.relativeError);
    }
  });

  test('as they are without configuration are refused by name, with the settings that help', async () => {
    const plain = { temporalityPreference: AggregationTemporality.CUMULATIVE, aggregationPreference: () => ({ type: AggregationType.DEFAULT } as const) };
    const [json] = await postAll(exporters('none', plain), recordEverything);
    const { measurements, messages } = mappedOf(json as Posted);
    expect(measurements.map(({ series }) => series.type)).toEqual(['PROCESS_MEMORY', 'EVENT_LOOP_DELAY']);
    expect(messages.join('\n')).toContain('OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta');
    expect(messages.join('\n')).toContain('base2_exponential_bucket_histogram');
  });

  test('understand our partial success in both encodings, and tell their user', async () => {
    const warnings: string[] = [];
    const ignore = () => {};
    diag.setLogger({ verbose: ignore, debug: ignore, info: ignore, error: ignore, warn: (...said) => { warnings.push(said.join(' ')); } }, DiagLogLevel.WARN);
    rejection = { rejectedDataPoints: 3, messages: ['Not this one.'] };
    try {
      await postAll(exporters('none'), (provider) => provider.getMeter('test').createCounter('shop.baskets').add(1));
    } finally {
      rejection = { rejectedDataPoints: 0, messages: [] };
      diag.disable();
    }
    expect(warnings).toHaveLength(2);
    for (const warning of warnings) expect(warning).toMatch(/"rejectedDataPoints":"?3"?,"errorMessage":"Not this one."/);
  });
});

test('a valid body with any bytes changed, cut or repeated is read or refused as malformed, in bounded time', async () => {
  const [, protobuf] = await postAll(exporters('none'), recordEverything);
  const valid = plainBytes(protobuf as Posted);
  const edit = fc.record({ at: fc.nat(valid.length - 1), byte: fc.integer({ min: 0, max: 255 }) });
  let refused = 0;
  const startedMs = performance.now();
  fc.assert(fc.property(fc.array(edit, { maxLength: 6 }), fc.nat(valid.length), fc.boolean(), (edits, cut, twice) => {
    const bytes = Buffer.from(valid);
    for (const { at, byte } of edits) bytes[at] = byte;
    const cutBytes = bytes.subarray(0, cut);
    refused += readOrRefused('application/x-protobuf', twice ? Buffer.concat([cutBytes, bytes]) : cutBytes);
  }), { seed: 29, numRuns: 2000 });
  expect(refused).toBeGreaterThan(100);
  expect(performance.now() - startedMs).toBeLessThan(20_000);
});

test('valid JSON with any value replaced is read or refused as malformed', async () => {
  const [json] = await postAll(exporters('none'), recordEverything);
  const text = plainBytes(json as Posted).toString();
  const places = [...text.matchAll(/(?<=:)("[^"]*"|-?[\d.]+|true|false)/g)].map(({ index, 0: { length } }) => ({ index, length }));
  fc.assert(fc.property(fc.constantFrom(...places), fc.constantFrom('null', '{}', '[]', '[[]]', '"x"', '-1', '1e999', '"NaN"', '9e300', 'true', '""'), ({ index, length }, value) => {
    readOrRefused('application/json', JSON.parse(text.slice(0, index) + value + text.slice(index + length)));
  }), { seed: 31, numRuns: 1000 });
});

/** Reads and maps; 1 where it was refused as malformed. Anything else that is thrown fails the test. */
function readOrRefused(contentType: string, body: unknown): number {
  let request: OtlpMetrics;
  try {
    ({ request } = readOtlpBody(contentType, body));
  } catch (error) {
    expect(error).toMatchObject({ problem: 'malformed-body' });
    return 1;
  }
  const { measurements } = mapOtlp(request, Date.now());
  for (const { aggregate } of measurements) expect(aggregate.count > 0 && Number.isFinite(aggregate.sum)).toBe(true);
  return 0;
}
