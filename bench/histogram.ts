import { AggregationType, MeterProvider, MetricReader } from '@opentelemetry/sdk-metrics';
import { decodeHistogram, encodeHistogram } from '../packages/core/src/metrics/histogram-codec.ts';
import { Histogram } from '../packages/core/src/metrics/histogram.ts';
import { createRecorder, type Recorder } from '../packages/core/src/metrics/recorder.ts';
import type { Series } from '../packages/core/src/metrics/series.ts';
import { alternating, median, nanosecondsPer, reachableBytes } from './measure.ts';
import type { BenchRow } from './row.ts';

const rounds = 9;
const labels = { route: '/v1/orders', method: 'POST', status: '201' };
const series: Series = { tenant: 'main', layer: 'API', type: 'LATENCY', service: 'bench', region: 'eu-west1', source: 'server', labels };
/** Log-normal latencies around 55 ms. */
const latencies = Float64Array.from({ length: 8192 }, (_, n) => logNormal(n));

/** The measuring core beside the OpenTelemetry SDK, and the size and cost of what it stores. */
export async function histogramRows(): Promise<BenchRow[]> {
  return [...(await recordRows()), ...sizeRows(), ...costRows(), ...memoryRows()];
}

async function recordRows(): Promise<BenchRow[]> {
  const { ours, peer } = await alternating(rounds, recordBound(), recordWithOpenTelemetry());
  return [
    { name: 'record on a bound handle (aim 80)', value: ours, unit: 'ns' },
    { name: 'record with the OpenTelemetry SDK, exponential, three attributes', value: peer, unit: 'ns' },
    judged({ name: 'bound handle against the OpenTelemetry SDK', value: peer / ours, unit: 'x faster', bar: 8 }, 'at least'),
  ];
}

function recordBound(): () => Promise<number> {
  const recorder = createRecorder({ clock: { nowMs: () => Date.now() } });
  const handle = recorder.handle(series);
  // Counters go through the same code, as in a real process: a handle that only ever saw histograms would look better.
  const requests = recorder.handle({ ...series, type: 'REQUEST' });
  nanosecondsPer(100_000, () => requests.record(1));
  return async () => {
    const time = nanosecondsPer(1_000_000, (call) => handle.record(latencies[call & 8191]!));
    recorder.advance();
    recorder.drain();
    return time;
  };
}

function recordWithOpenTelemetry(): () => Promise<number> {
  const reader = new ManualReader();
  const aggregation = { type: AggregationType.EXPONENTIAL_HISTOGRAM } as const;
  const provider = new MeterProvider({ readers: [reader], views: [{ instrumentName: 'latency', aggregation }] });
  const histogram = provider.getMeter('bench').createHistogram('latency', { unit: 'ms' });
  return async () => {
    const time = nanosecondsPer(200_000, (call) => histogram.record(latencies[call & 8191]!, labels));
    await reader.collect();
    return time;
  };
}

class ManualReader extends MetricReader {
  protected override onForceFlush(): Promise<void> {
    return Promise.resolve();
  }

  protected override onShutdown(): Promise<void> {
    return Promise.resolve();
  }
}

function sizeRows(): BenchRow[] {
  const size = (points: number) => encodeHistogram(histogramOf(points)).length;
  return [
    judged({ name: 'stored histogram of 100 values', value: size(100), unit: 'bytes', bar: 200 }, 'at most'),
    judged({ name: 'stored histogram of 10,000 values', value: size(10_000), unit: 'bytes', bar: 700 }, 'at most'),
  ];
}

function costRows(): BenchRow[] {
  const histogram = histogramOf(10_000);
  const bytes = encodeHistogram(histogram);
  const target = new Histogram();
  return [
    { name: 'merge a histogram of 10,000 values', value: microseconds(() => target.merge(histogram)), unit: 'µs' },
    { name: 'encode it', value: microseconds(() => encodeHistogram(histogram).length), unit: 'µs' },
    { name: 'decode it', value: microseconds(() => decodeHistogram(bytes).count), unit: 'µs' },
    { name: 'its 99th percentile', value: microseconds(() => histogram.quantile(0.99) ?? 0), unit: 'µs' },
  ];
}

function memoryRows(): BenchRow[] {
  const before = reachableBytes();
  const recorder = createRecorder({ clock: { nowMs: () => 0 } });
  explode(recorder, { from: 0, to: 200_000 }, 0);
  const grown = (reachableBytes() - before) / 1e6;
  const name = `memory after 200,000 label sets, ${recorder.liveSeries} series kept`;
  return [judged({ name, value: Math.max(grown, 0), unit: 'MB', bar: 50 }, 'at most')];
}

/** One measurement for each of the label sets `from` to `to`, as a build that puts request ids into a label sends them. */
export function explode(recorder: Recorder, { from, to }: { readonly from: number; readonly to: number }, atMs: number): void {
  for (let n = from; n < to; n++) recorder.record({ ...series, labels: { request: `${n}-${n * 7919}` } }, latencies[n & 8191]!, atMs);
}

function microseconds(work: () => number | void): number {
  const times = Array.from({ length: rounds + 1 }, () => nanosecondsPer(2000, work) / 1000);
  return median(times.slice(1));
}

function judged(row: { readonly name: string; readonly value: number; readonly unit: string; readonly bar: number }, side: 'at least' | 'at most'): BenchRow {
  return { ...row, holds: side === 'at least' ? row.value >= row.bar : row.value <= row.bar };
}

function histogramOf(points: number): Histogram {
  const histogram = new Histogram();
  for (let n = 0; n < points; n++) histogram.record(logNormal(n));
  return histogram;
}

/** The n-th of a sequence that is spread evenly, so that sizes are the same in every run. */
function logNormal(n: number): number {
  const radius = Math.sqrt(-2 * Math.log(((n + 0.5) * 0.7548776662466927) % 1));
  return Math.exp(4 + radius * Math.cos(2 * Math.PI * (((n + 0.5) * 0.5698402909980532) % 1)));
}
