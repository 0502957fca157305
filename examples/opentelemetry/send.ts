// A backend that already speaks OpenTelemetry, and sends its metrics to SORA: nothing of SORA is imported here.
// Two settings matter: delta temporality and exponential histograms, from which SORA reads percentiles with a stated bound.
//
//   SORA_URL=http://127.0.0.1:4200 SORA_SERVICE_KEY=... node examples/opentelemetry/send.ts

import { diag, DiagLogLevel } from '@opentelemetry/api';
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AggregationTemporality, AggregationType, InstrumentType, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';

const soraUrl = process.env['SORA_URL'] ?? 'http://127.0.0.1:4200';
const serviceKey = process.env['SORA_SERVICE_KEY'] ?? '';

// The SDK reports failed exports, and what a server refused, to this logger only.
const problems: unknown[][] = [];
const ignore = () => {};
const collect = (...said: unknown[]) => { problems.push(said); };
diag.setLogger({ verbose: ignore, debug: ignore, info: ignore, warn: collect, error: collect }, DiagLogLevel.WARN);

const exporter = new OTLPMetricExporter({
  url: new URL('/v1/metrics', soraUrl).href,
  headers: { authorization: `Bearer ${serviceKey}` },
  temporalityPreference: AggregationTemporality.DELTA, // or OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE=delta
});
const provider = new MeterProvider({
  resource: resourceFromAttributes({ 'service.name': 'checkout-api', 'service.version': '1.4.2', 'cloud.region': 'europe-west1' }),
  views: [{ instrumentType: InstrumentType.HISTOGRAM, aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM } }],
  readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 60_000 })],
});
const meter = provider.getMeter('opentelemetry-example');

// In a real service an instrumentation library records these: the names are OpenTelemetry's own conventions.
const requests = meter.createHistogram('http.server.request.duration', { unit: 's' });
for (let request = 0; request < 1000; request += 1) {
  const failed = request % 100 === 99;
  requests.record(failed ? 1.5 : (20 + (request % 200)) / 1000, { 'http.request.method': 'POST', 'http.route': '/pay', 'http.response.status_code': failed ? 503 : 200 });
}

const tokens = meter.createHistogram('gen_ai.client.token.usage', { unit: '{token}' });
tokens.record(1200, { 'gen_ai.token.type': 'input', 'gen_ai.request.model': 'example-model' });
tokens.record(300, { 'gen_ai.token.type': 'output', 'gen_ai.request.model': 'example-model' });

meter.createHistogram('faas.init_duration', { unit: 's' }).record(0.8);

await provider.shutdown(); // flushes first

if (problems.length > 0) {
  for (const said of problems) console.error(...said);
  process.exitCode = 1;
} else {
  console.log('Sent 1000 request durations, 10 of them errors.');
  console.log('Sent 1500 AI tokens: 1200 input, 300 output.');
  console.log('Sent 1 cold start of 800 ms.');
}
