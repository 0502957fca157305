import { fixed64, type Fields, lengthDelimited, type ProtoInput, readMessage, varint } from './proto-input.ts';
import { otlpLimits } from './limits.ts';

type Scalar = string | number | boolean;
interface KeyValue { key: string; value: Scalar | undefined }

/** `opentelemetry.proto.common.v1.AnyValue`: scalars only; arrays, maps and bytes never become labels. */
const anyValueFields: Fields<KeyValue> = {
  [lengthDelimited(1)]: (pair, { reader }) => { pair.value = reader.string(); },
  [varint(2)]: (pair, { reader }) => { pair.value = reader.bool(); },
  [varint(3)]: (pair, { reader }) => { pair.value = Number(reader.int64()); },
  [fixed64(4)]: (pair, { reader }) => { pair.value = reader.double(); },
};

const keyValueFields: Fields<KeyValue> = {
  [lengthDelimited(1)]: (pair, { reader }) => { pair.key = reader.string(); },
  [lengthDelimited(2)]: (pair, input) => { readMessage(input, anyValueFields, pair); },
};

/** Attributes while they are read. */
export interface WithAttributes {
  readonly attributes: Map<string, Scalar>;
  attributeCount: number;
}

export const noAttributes = (): WithAttributes => ({ attributes: new Map(), attributeCount: 0 });

/** Reads one `KeyValue`. @throws {RangeError} beyond `otlpLimits.attributes` */
export function readAttribute(target: WithAttributes, input: ProtoInput): void {
  target.attributeCount += 1;
  if (target.attributeCount > otlpLimits.attributes) throw new RangeError(`more than ${otlpLimits.attributes} attributes`);
  const { key, value } = readMessage(input, keyValueFields, { key: '', value: undefined });
  if (value !== undefined) target.attributes.set(key, value);
}
