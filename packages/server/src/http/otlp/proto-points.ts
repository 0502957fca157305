import type { BinaryReader } from '@bufbuild/protobuf/wire';
import type { OtlpExponentialPoint, OtlpNumberPoint } from '@sora/core';
import { otlpLimits } from './limits.ts';
import { noAttributes, readAttribute, type WithAttributes } from './proto-attributes.ts';
import { fixed64, type Fields, lengthDelimited, type ProtoInput, readMessage, readPacked, safeCount, varint } from './proto-input.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };
interface BucketsDraft { offset: number; counts: number[] }
type NumberDraft = WithAttributes & Omit<Writable<OtlpNumberPoint>, 'attributes'>;
type ExponentialDraft = WithAttributes & Omit<Writable<OtlpExponentialPoint>, 'attributes' | 'positive' | 'negative'> & { readonly positive: BucketsDraft; readonly negative: BucketsDraft };

/** `opentelemetry.proto.metrics.v1.NumberDataPoint` */
const numberFields: Fields<NumberDraft> = {
  [fixed64(3)]: (point, { reader }) => { point.timeUnixNano = BigInt(reader.fixed64()); },
  [fixed64(4)]: (point, { reader }) => { point.value = reader.double(); },
  [fixed64(6)]: (point, { reader }) => { point.value = Number(reader.sfixed64()); },
  [lengthDelimited(7)]: readAttribute,
  [varint(8)]: (point, { reader }) => { point.noRecordedValue = (reader.uint32() & 1) === 1; },
};

/** `opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint` */
const exponentialFields: Fields<ExponentialDraft> = {
  [lengthDelimited(1)]: readAttribute,
  [fixed64(3)]: (point, { reader }) => { point.timeUnixNano = BigInt(reader.fixed64()); },
  [fixed64(4)]: (point, { reader }) => { point.count = safeCount(reader.fixed64()); },
  [fixed64(5)]: (point, { reader }) => { point.sum = reader.double(); },
  [varint(6)]: (point, { reader }) => { point.scale = reader.sint32(); },
  [fixed64(7)]: (point, { reader }) => { point.zeroCount = safeCount(reader.fixed64()); },
  [lengthDelimited(8)]: (point, input) => { readMessage(input, bucketsFields, point.positive); },
  [lengthDelimited(9)]: (point, input) => { readMessage(input, bucketsFields, point.negative); },
  [varint(10)]: (point, { reader }) => { point.noRecordedValue = (reader.uint32() & 1) === 1; },
  [fixed64(12)]: (point, { reader }) => { point.min = reader.double(); },
  [fixed64(13)]: (point, { reader }) => { point.max = reader.double(); },
};

const bucketsFields: Fields<BucketsDraft> = {
  [varint(1)]: (buckets, { reader }) => { buckets.offset = reader.sint32(); },
  [varint(2)]: (buckets, { reader }) => addCount(buckets, reader),
  [lengthDelimited(2)]: (buckets, { reader }) => readPacked(reader, () => addCount(buckets, reader)),
};

function addCount({ counts }: BucketsDraft, reader: BinaryReader): void {
  if (counts.length === otlpLimits.buckets) throw new RangeError(`more than ${otlpLimits.buckets} buckets`);
  counts.push(safeCount(reader.uint64()));
}

export function readNumberPoint(input: ProtoInput): OtlpNumberPoint {
  input.budget.spend();
  const { attributeCount: _, ...point } = readMessage<NumberDraft>(input, numberFields, { ...noAttributes(), timeUnixNano: 0n, noRecordedValue: false });
  return point;
}

export function readExponentialPoint(input: ProtoInput): OtlpExponentialPoint {
  input.budget.spend();
  const empty: ExponentialDraft = {
    ...noAttributes(), timeUnixNano: 0n, noRecordedValue: false, count: 0, scale: 0, zeroCount: 0, positive: { offset: 0, counts: [] }, negative: { offset: 0, counts: [] },
  };
  const { attributeCount: _, ...point } = readMessage(input, exponentialFields, empty);
  return point;
}
