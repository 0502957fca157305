import { ByteReader, ByteWriter, malformedHistogram } from './histogram-bytes.ts';
import { maxBuckets } from './histogram-window.ts';
import { greatestScale, Histogram, leastScale } from './histogram.ts';

const version = 1;
/** In the byte of the scale, which is at most 30 here: a displacement follows. */
const isDisplaced = 128;
/** A token is one byte: bit 7 says that more of the count follows, bits 2 to 6 its first five bits, bits 0 and 1 the gap. */
const countBits = 32;
/** In the gap's place: the gap follows as a varint. */
const wideGap = 3;
/** A forged count may be any number; merged often enough it must still be a histogram that can be read back. */
const greatestCount = 2 ** 50;
/** Where counts are read before their number is known; copied before the next histogram is read. */
const scratch = new Float64Array(maxBuckets);

/**
 * Bytes of a histogram, the same for equal histograms: version, scale, and unless it is empty the displacement where there is one, sum, min and max (8 bytes each),
 * count, zero count, number of buckets, first index and one token a bucket: the gap of empty buckets before it and its
 * count less one. A bucket with at most 32 values after a gap below 3 takes one byte.
 */
export function encodeHistogram(histogram: Histogram): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(version);
  const displaced = histogram.displacement > 0 ? [histogram.displacement] : [];
  writer.byte(histogram.scale - leastScale + displaced.length * isDisplaced);
  if (histogram.count === 0) return writer.finish();
  for (const total of [...displaced, histogram.sum, histogram.min, histogram.max]) writer.float64(total);
  const zeroCount = Math.min(histogram.zeroCount, greatestCount);
  const { counts, length, first } = census(histogram);
  writer.varint(zeroCount + counts);
  writer.varint(zeroCount);
  writer.varint(length);
  writer.varint(first < 0 ? -2 * first - 1 : 2 * first);
  let next = first;
  histogram.eachBucket((index, count) => {
    writeToken(writer, index - next, Math.min(count, greatestCount) - 1);
    next = index + 1;
  });
  return writer.finish();
}

/**
 * Reads what `encodeHistogram` wrote; never allocates more than 2048 buckets, whatever the bytes claim.
 * @throws {SoraError} `malformed-body` on anything else, trailing bytes included
 */
export function decodeHistogram(bytes: Uint8Array): Histogram {
  const reader = new ByteReader(bytes);
  const found = reader.byte();
  if (found !== version) throw malformedHistogram(`version ${found} is not known`);
  const scaleByte = reader.byte();
  const scale = (scaleByte % isDisplaced) + leastScale;
  if (scale > greatestScale) throw malformedHistogram(`scale ${scale} is out of range`);
  const histogram = reader.remaining === 0 && scaleByte < isDisplaced ? new Histogram(scale) : readContent(reader, scale, scaleByte >= isDisplaced);
  if (reader.remaining > 0) throw malformedHistogram(`${reader.remaining} bytes follow its end`);
  return histogram;
}

function readContent(reader: ByteReader, scale: number, displaced: boolean): Histogram {
  const displacement = displaced ? reader.float64() : 0;
  const [sum, min, max] = [reader.float64(), reader.float64(), reader.float64()];
  const count = reader.varint();
  const zeroCount = reader.varint();
  const { offset, counts } = readBuckets(reader);
  let counted = zeroCount;
  for (const each of counts) counted += each;
  if (count === 0 || counted !== count) throw malformedHistogram(`it claims ${count} values and holds ${counted}`);
  try {
    return Histogram.fromBuckets({ scale, offset, counts, zeroCount, sum, min, max, displacement });
  } catch (cause) {
    throw malformedHistogram(cause instanceof Error ? cause.message : 'its totals do not fit', cause);
  }
}

function readBuckets(reader: ByteReader): { readonly offset: number; readonly counts: Float64Array } {
  const length = reader.varint();
  if (length > maxBuckets) throw malformedHistogram(`${length} buckets are more than ${maxBuckets}`);
  const zigzag = reader.varint();
  const offset = zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  let width = 0;
  for (let bucket = 0; bucket < length; bucket++) {
    const token = reader.byte();
    const rest = token >= 128 ? reader.varint() : 0;
    const gap = (token & 3) < wideGap ? token & 3 : wideGap + reader.varint();
    if (width + gap >= maxBuckets) throw malformedHistogram(`its buckets span more than ${maxBuckets}`);
    for (const end = width + gap; width < end; width++) scratch[width] = 0;
    scratch[width++] = rest * countBits + ((token >> 2) & 31) + 1;
  }
  return { offset, counts: scratch.subarray(0, width) };
}

function census(histogram: Histogram): { readonly counts: number; readonly length: number; readonly first: number } {
  let counts = 0;
  let length = 0;
  let first = 0;
  histogram.eachBucket((index, count) => {
    if (length === 0) first = index;
    counts += Math.min(count, greatestCount);
    length++;
  });
  return { counts, length, first };
}

function writeToken(writer: ByteWriter, gap: number, extra: number): void {
  const rest = Math.floor(extra / countBits);
  writer.byte((rest > 0 ? 128 : 0) | ((extra % countBits) << 2) | Math.min(gap, wideGap));
  if (rest > 0) writer.varint(rest);
  if (gap >= wideGap) writer.varint(gap - wideGap);
}
