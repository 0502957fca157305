import { encodeHistogram } from './histogram-codec.ts';
import { Histogram } from './histogram.ts';
import { type Frame, type FrameCounter, type FrameDims, type FrameSketch, frameVersion } from './frame.ts';
import type { MetricPoint } from './metric-store.ts';

/** Who sends, and on which clock. */
export interface FrameSender {
  readonly install: string;
  readonly boot: string;
  /** The next number of this boot. */
  readonly nextSeq: () => number;
  /** Monotonic, the clock that the points' slots were cut by. */
  readonly nowMonoMs: number;
  readonly slotMs: number;
  /** Base64 of bytes, as the platform does it best. */
  readonly base64: (bytes: Uint8Array) => string;
}

/** Below the limit of the receiving side (500), so that a frame stays well under the size of a body. */
const itemsPerFrame = 200;

/** Packs what was measured into frames: one or more per service, region and release, since a frame states these once. */
export function buildFrames(points: readonly MetricPoint[], sender: FrameSender): Frame[] {
  const groups = new Map<string, MetricPoint[]>();
  for (const point of points) {
    const { service, region, labels } = point.series;
    const key = JSON.stringify([service, region, labels['release'] ?? '']);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [point]);
    else group.push(point);
  }
  return [...groups.values()].flatMap((group) => chunks(group).map((chunk) => buildFrame(chunk, sender)));
}

function chunks(points: readonly MetricPoint[]): (readonly MetricPoint[])[] {
  return Array.from({ length: Math.ceil(points.length / itemsPerFrame) }, (_, index) => points.slice(index * itemsPerFrame, (index + 1) * itemsPerFrame));
}

function buildFrame(points: readonly MetricPoint[], sender: FrameSender): Frame {
  const { install, boot, nowMonoMs } = sender;
  const counters: FrameCounter[] = [];
  const sketches: FrameSketch[] = [];
  for (const point of points) {
    const { aggregate } = point;
    const measure = measureOf(point, sender);
    if (aggregate instanceof Histogram) sketches.push({ ...measure, histogram: sender.base64(encodeHistogram(aggregate)) });
    else counters.push({ ...measure, count: aggregate.count, sum: aggregate.sum });
  }
  return { v: frameVersion, install, boot, seq: sender.nextSeq(), sentAtMonoMs: nowMonoMs, dims: dimsOf(points), counters, sketches };
}

function dimsOf(points: readonly MetricPoint[]): FrameDims {
  const series = points[0]?.series;
  const release = series?.labels['release'];
  return { service: series?.service ?? '', ...(series?.region ? { region: series.region } : {}), ...(release === undefined ? {} : { release }) };
}

function measureOf({ series, slotMs: atMs }: MetricPoint, { nowMonoMs, slotMs }: FrameSender) {
  const { release: _stated, ...labels } = series.labels;
  // The middle of the slot, but never the future: the slot may still be open.
  const atMonoMs = Math.min(nowMonoMs, atMs + slotMs / 2);
  return { layer: series.layer, type: series.type, atMonoMs, ...(Object.keys(labels).length === 0 ? {} : { labels }) };
}
