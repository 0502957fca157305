import { base64 } from './base64.ts';

/** Buckets are 2^(1/32) wide, the server's own: a percentile is off by 1.08 % at most. */
const bucketsPerOctave = 32;
/** 60 octaves, so that no histogram spans more buckets than the server reads. Smaller values count as 0, larger are refused. */
const leastValue = 2 ** -20;
export const greatestValue = 2 ** 40;

/** What was measured of one series: the server's histogram, without the means to merge or to ask it. */
export interface LeanHistogram {
  count: number;
  sum: number;
  min: number;
  max: number;
  zeros: number;
  readonly buckets: Map<number, number>;
}

export function leanHistogram(): LeanHistogram {
  return { count: 0, sum: 0, min: Infinity, max: 0, zeros: 0, buckets: new Map() };
}

/** @param measured 0 to `greatestValue` */
export function addTo(histogram: LeanHistogram, measured: number): void {
  const value = measured < leastValue ? 0 : measured;
  histogram.count += 1;
  histogram.sum += value;
  if (value < histogram.min) histogram.min = value;
  if (value > histogram.max) histogram.max = value;
  if (value === 0) {
    histogram.zeros += 1;
    return;
  }
  const bucket = Math.ceil(Math.log2(value) * bucketsPerOctave) - 1;
  histogram.buckets.set(bucket, (histogram.buckets.get(bucket) ?? 0) + 1);
}

/** What core's `decodeHistogram` reads; its `encodeHistogram` says what the bytes mean. */
export function encodeLean({ count, sum, min, max, zeros, buckets }: LeanHistogram): string {
  const used = Array.from(buckets).sort((a, b) => a[0] - b[0]);
  const first = used[0]?.[0] ?? 0;
  const bytes = [1, 15];
  const totals = new DataView(new ArrayBuffer(24));
  [sum, min, max].forEach((total, at) => { totals.setFloat64(8 * at, total, true); });
  for (let at = 0; at < 24; at++) bytes.push(totals.getUint8(at));
  [count, zeros, used.length, first < 0 ? -2 * first - 1 : 2 * first].forEach((each) => { varint(bytes, each); });
  let next = first;
  used.forEach(([bucket, times]) => {
    token(bytes, bucket - next, times - 1);
    next = bucket + 1;
  });
  return base64(bytes);
}

function token(bytes: number[], gap: number, extra: number): void {
  const rest = Math.floor(extra / 32);
  bytes.push((rest > 0 ? 128 : 0) | ((extra % 32) << 2) | Math.min(gap, 3));
  if (rest > 0) varint(bytes, rest);
  if (gap >= 3) varint(bytes, gap - 3);
}

function varint(bytes: number[], value: number): void {
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  bytes.push(rest);
}
