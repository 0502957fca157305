import { BinaryReader } from '@bufbuild/protobuf/wire';
import { type NodeBudget, nodeBudget } from './limits.ts';

/** Protobuf bytes being read, and what is left of the request's limit on parts. */
export interface ProtoInput {
  readonly reader: BinaryReader;
  readonly budget: NodeBudget;
}

/** What to do with each known field of a message, by tag; any other tag is skipped, also a known field of another wire type. */
export type Fields<Target> = Readonly<Record<number, (target: Target, input: ProtoInput) => void>>;

// A tag is the field's number and its wire type, as on the wire.
export const varint = (field: number): number => field << 3;
export const fixed64 = (field: number): number => (field << 3) | 1;
export const lengthDelimited = (field: number): number => (field << 3) | 2;

/** Reads a whole body into `target`. @throws {Error} from the reader, where the bytes are no protobuf */
export function readBody<Target>(bytes: Uint8Array, fields: Fields<Target>, target: Target): Target {
  return readFields({ reader: new BinaryReader(bytes), budget: nodeBudget() }, fields, { target, end: bytes.length });
}

/** Reads the message that starts here with its length. */
export function readMessage<Target>(input: ProtoInput, fields: Fields<Target>, target: Target): Target {
  return readFields(input, fields, { target, end: endOfLengthDelimited(input.reader) });
}

function readFields<Target>(input: ProtoInput, fields: Fields<Target>, { target, end }: { readonly target: Target; readonly end: number }): Target {
  const { reader } = input;
  while (reader.pos < end) {
    const [field, wireType] = reader.tag();
    const read = fields[(field << 3) | wireType];
    if (read === undefined) reader.skip(wireType, field);
    else read(target, input);
  }
  // A nested message that claims more than its parent gave it would swallow the next field.
  if (reader.pos !== end) throw new RangeError('a message is longer than its length says');
  return target;
}

/** Reads numbers that are packed one after the other. */
export function readPacked(reader: BinaryReader, readOne: () => void): void {
  const end = endOfLengthDelimited(reader);
  while (reader.pos < end) readOne();
  if (reader.pos !== end) throw new RangeError('a packed field is longer than its length says');
}

function endOfLengthDelimited(reader: BinaryReader): number {
  const length = reader.uint32();
  const end = reader.pos + length;
  if (end > reader.len) throw new RangeError('premature end');
  return end;
}

/** A count that a JavaScript number holds exactly. @throws {RangeError} from 2^53 on */
export function safeCount(value: bigint | string): number {
  const count = Number(value);
  if (!Number.isSafeInteger(count)) throw new RangeError('a count beyond 2^53 - 1');
  return count;
}
