import { encodeHistogram } from '../packages/core/src/metrics/histogram-codec.ts';
import { Histogram } from '../packages/core/src/metrics/histogram.ts';
import type { MetricPoint } from '../packages/core/src/metrics/metric-store.ts';
import type { Series } from '../packages/core/src/metrics/series.ts';
import { seededRandom } from '../packages/core/src/testing/index.ts';

/** Start of a slot, long past, so that no retention or present moment plays a part. */
export const firstSlotMs = 1_767_225_600_000;
export const slotWidthMs = 10_000;
const valuesEach = 100;
/** So many different histograms are enough: what is stored does not get smaller by being like another row. */
const different = 64;

const random = seededRandom(7);
const histograms = Array.from({ length: different }, () => histogramOf(valuesEach));

/** The n-th series of a service: routes and releases as a real one has them. */
export function seriesOf(service: string, n: number): Series {
  return { tenant: 'main', layer: 'API', type: 'LATENCY', service, region: 'eu-west', source: 'server', labels: { route: `/v1/route-${n}`, release: '1.4.0' } };
}

/** One stored point with a histogram of 100 log-normal latencies. */
export function pointOf(series: Series, slot: number, n: number): MetricPoint {
  return { series, slotMs: firstSlotMs + slot * slotWidthMs, aggregate: histograms[n % different]! };
}

/** What such a point takes when stored, in bytes. */
export function meanHistogramBytes(): number {
  return histograms.reduce((sum, histogram) => sum + encodeHistogram(histogram).length, 0) / different;
}

function histogramOf(values: number): Histogram {
  const histogram = new Histogram();
  for (let n = 0; n < values; n++) histogram.record(Math.exp(4 + gaussian()));
  return histogram;
}

/** Box and Muller's transformation of two uniform values. */
function gaussian(): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
