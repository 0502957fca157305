import { SoraError } from '@sora/core';
import { otlpLimits } from './limits.ts';

/**
 * A place in parsed JSON that knows its path, so that an error can name it. The path is a chain of steps and becomes
 * a string only when something is wrong.
 */
export interface JsonCursor {
  readonly value: unknown;
  readonly step: string | number;
  readonly parent?: JsonCursor;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** @throws {SoraError} `malformed-body`, always: naming the path */
export function malformed(at: JsonCursor, message: string): never {
  const path = pathOf(at);
  throw new SoraError('malformed-body', { detail: `${path} ${message}.`, errors: [{ path, message }] });
}

function pathOf({ step, parent }: JsonCursor): string {
  if (parent === undefined) return String(step);
  if (typeof step === 'number') return `${pathOf(parent)}[${step}]`;
  return parent.parent === undefined ? step : `${pathOf(parent)}.${step}`;
}

/** A field, or undefined where it is absent: in the JSON form of protobuf, null means absent. */
export function field(at: JsonCursor, name: string): JsonCursor | undefined {
  const value = objectAt(at)[name];
  return value === undefined || value === null ? undefined : { value, step: name, parent: at };
}

function objectAt(at: JsonCursor): JsonObject {
  if (typeof at.value !== 'object' || at.value === null || Array.isArray(at.value)) malformed(at, 'must be an object');
  return at.value as JsonObject;
}

/** The elements of a repeated field; none where it is absent. */
export function elements(at: JsonCursor, name: string): readonly JsonCursor[] {
  const list = field(at, name);
  if (list === undefined) return [];
  if (!Array.isArray(list.value)) malformed(list, 'must be an array');
  return list.value.map((value: unknown, index) => ({ value, step: index, parent: list }));
}

export function text(at: JsonCursor | undefined): string {
  if (at === undefined) return '';
  return typeof at.value === 'string' ? at.value : malformed(at, 'must be a string');
}

export function flag(at: JsonCursor | undefined): boolean {
  if (at === undefined) return false;
  return typeof at.value === 'boolean' ? at.value : malformed(at, 'must be true or false');
}

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const notFinite: Readonly<Record<string, number>> = { 'NaN': Number.NaN, 'Infinity': Number.POSITIVE_INFINITY, '-Infinity': Number.NEGATIVE_INFINITY };

/** A double: a number, or a string with one (`"NaN"` and the infinities have no other form in JSON). */
export function double(at: JsonCursor): number {
  if (typeof at.value === 'number') return at.value;
  if (typeof at.value === 'string' && decimal.test(at.value)) return Number(at.value);
  if (typeof at.value === 'string' && Object.hasOwn(notFinite, at.value)) return notFinite[at.value] as number;
  return malformed(at, 'must be a number');
}

/** A 64-bit integer: a string in the JSON form of protobuf, a number from many senders. */
export function integer(at: JsonCursor): bigint {
  if (typeof at.value === 'number' && Number.isInteger(at.value)) return BigInt(at.value);
  if (typeof at.value === 'string' && /^-?\d{1,20}$/.test(at.value)) return BigInt(at.value);
  return malformed(at, 'must be a whole number, as a number or as a string');
}

/** A count: a whole number from 0 to 2^53 - 1. */
export function count(at: JsonCursor | undefined): number {
  if (at === undefined) return 0;
  const value = integer(at);
  if (value < 0n || value > BigInt(Number.MAX_SAFE_INTEGER)) malformed(at, 'must be between 0 and 2^53 - 1');
  return Number(value);
}

/** A 32-bit integer with sign. */
export function int32(at: JsonCursor | undefined): number {
  if (at === undefined) return 0;
  const value = Number(integer(at));
  return value === (value | 0) ? value : malformed(at, 'must fit in 32 bits');
}

/** A time in nanoseconds since the Unix epoch; 0 where absent. */
export function nanoseconds(at: JsonCursor | undefined): bigint {
  if (at === undefined) return 0n;
  const value = integer(at);
  return value >= 0n ? value : malformed(at, 'must not be negative');
}

/** Bucket counts, at most `otlpLimits.buckets`. */
export function counts(at: JsonCursor, name: string): readonly number[] {
  const list = field(at, name);
  if (list !== undefined && Array.isArray(list.value) && list.value.length > otlpLimits.buckets) malformed(list, `must have at most ${otlpLimits.buckets} elements`);
  return elements(at, name).map(count);
}
