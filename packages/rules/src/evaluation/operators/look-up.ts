import { charactersOf } from '../values/characters.ts';
import { failure, fieldOf, inherited, type ListValue, type MapValue, mismatch, type Outcome, string, type StringValue, unknown, type UnknownValue, type Value } from '../values/value.ts';

/** `object.name` and `object['name']`: an error when the key is missing. */
export function lookUpKey(object: Value, key: string): Outcome {
  if (object.kind === 'map') return keyOf(object, key);
  if (object.kind === 'unknown') return fieldOfUnknown(object, key);
  return mismatch(`".${key}"`, object);
}

function keyOf(object: MapValue, key: string): Outcome {
  return object.entries.get(key) ?? failure('missing-key', `There is no "${key}".`);
}

/** What the key of an unknown map holds. */
function fieldOfUnknown(object: UnknownValue, key: string): Outcome {
  return lacksKey(object, key) ? failure('missing-key', `There is no "${key}".`) : (object.known.fields?.get(key) ?? fieldOf(object, key));
}

export function lacksKey({ known: { missing, lacks, neverHas, types } }: UnknownValue, key: string): boolean {
  if (missing?.has(key) === true || (types !== undefined && !types.has('map'))) return true;
  return [...(lacks ?? []), ...(neverHas ?? [])].some((each) => each.kind === 'string' && each.value === key);
}

/** `object[at]`: list, string and path by number from 0, map by key. */
export function lookUpIndex(object: Value, at: Value): Outcome {
  if (at.kind === 'unknown' || object.kind === 'unknown') return ofUnknown(object, at);
  if (object.kind === 'map') return at.kind === 'string' ? keyOf(object, at.value) : mismatch('Looking up a key', at);
  if (at.kind !== 'int') return mismatch('Looking up by number', at);
  if (object.kind === 'list') return object.items[Number(at.value)] ?? outOfRange(at.value);
  if (object.kind === 'string') return textAt(object, at.value);
  if (object.kind === 'path') return segmentAt(object.segments[Number(at.value)], at.value);
  return mismatch('"[ ]"', object);
}

function ofUnknown(object: Value, at: Value): Outcome {
  if (object.kind !== 'unknown') return unknown('look-up of an unknown');
  return at.kind === 'string' ? fieldOfUnknown(object, at.value) : { ...unknown('an item of an unknown'), known: inherited(object) };
}

/** `object[from:to]`, up to but not including `to`. */
export function lookUpSlice(object: Value, from: Value | undefined, to: Value | undefined): Outcome {
  if (object.kind === 'unknown' || from?.kind === 'unknown' || to?.kind === 'unknown') return unknown('part of an unknown');
  if (object.kind !== 'list' && object.kind !== 'string') return mismatch('"[ : ]"', object);
  const length = object.kind === 'list' ? object.items.length : charactersOf(object.value).length;
  const [start, end] = [placeOf(from, 0), placeOf(to, length)];
  if (start === undefined || end === undefined) return failure('type-mismatch', 'The ends of a part are of type int.');
  if (start < 0 || end > length || start > end) return outOfRange(`${start}:${end}`);
  return object.kind === 'list' ? sliceOf(object, start, end) : string(charactersOf(object.value).slice(start, end).join(''));
}

function sliceOf(object: ListValue, start: number, end: number): Value {
  return { kind: 'list', items: object.items.slice(start, end) };
}

function placeOf(value: Value | undefined, otherwise: number): number | undefined {
  if (value === undefined) return otherwise;
  return value.kind === 'int' ? Number(value.value) : undefined;
}

function textAt(object: StringValue, at: bigint): Outcome {
  const char = charactersOf(object.value)[Number(at)];
  return char === undefined ? outOfRange(at) : string(char);
}

function segmentAt(segment: string | object | undefined, at: bigint): Outcome {
  return typeof segment === 'string' ? string(segment) : outOfRange(at);
}

function outOfRange(at: bigint | string): Outcome {
  return failure('out-of-range', `There is nothing at [${at}].`);
}
