import type { Knowledge, KnownType, MapValue, PathValue, UnknownValue, Value } from './value.ts';
import { compare } from './compare.ts';

/** If two values are equal: int and float by number, lists in order, sets and maps in any. `undefined`: depends on what is unknown. */
export function equals(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'unknown' && b.kind === 'unknown') return sameUnknown(a, b);
  if (a.kind === 'unknown') return possible(a.known, b);
  if (b.kind === 'unknown') return possible(b.known, a);
  if (a.kind === 'int' && b.kind === 'float') return Number(a.value) === b.value;
  if (a.kind === 'float' && b.kind === 'int') return a.value === Number(b.value);
  return a.kind === b.kind ? sameKind(a, b) : false;
}

/** One variable is equal to itself; what is not a number is not, and no document that matters holds that. */
function sameUnknown(a: UnknownValue, b: UnknownValue): boolean | undefined {
  if (a.variable !== undefined && a.variable === b.variable) return true;
  if (b.variable !== undefined && a.known.differsFrom?.has(b.variable) === true) return false;
  if (a.variable !== undefined && b.known.differsFrom?.has(a.variable) === true) return false;
  if (isAmongNever(a.known, b.known.standsFor) || isAmongNever(b.known, a.known.standsFor)) return false;
  return a.known.types !== undefined && b.known.types !== undefined && areApart(a.known.types, b.known.types) ? false : undefined;
}

/** Texts shorter than this are part of too many others to mean anything there. */
const minPartChars = 8;

/** If a text is, or has in it, one that an unknown never has. */
function isAmongNever({ neverIs }: Knowledge, text: string | undefined): boolean {
  return text !== undefined && neverIs?.some((each) => each.kind === 'string' && (each.value === text || (each.value.length >= minPartChars && text.includes(each.value)))) === true;
}

function areApart(a: ReadonlySet<KnownType>, b: ReadonlySet<KnownType>): boolean {
  const isNumber = (types: ReadonlySet<KnownType>) => types.has('int') || types.has('float');
  return ![...a].some((type) => b.has(type)) && !(isNumber(a) && isNumber(b));
}

/** False when a value cannot be this one, otherwise undecided. */
export function possible(known: Knowledge, value: Value): false | undefined {
  if (known.excludes?.some((each) => equals(each, value) === true) === true || isAmongNever(known, value.kind === 'string' ? value.value : undefined)) return false;
  if (value.kind !== 'unknown' && known.types !== undefined && areApart(known.types, new Set([value.kind]))) return false;
  if (known.fields !== undefined && value.kind !== 'map') return false;
  if (known.contains !== undefined && value.kind !== 'list' && value.kind !== 'set') return false;
  return known.contains?.some((each) => (value.kind === 'list' || value.kind === 'set') && has(value.items, each) === false) === true || outside(known, value) ? false : undefined;
}

function outside({ lower, upper }: Knowledge, value: Value): boolean {
  const toLower = lower === undefined ? undefined : compare(value, lower.value);
  const toUpper = upper === undefined ? undefined : compare(value, upper.value);
  if ((lower !== undefined && toLower === undefined) || (upper !== undefined && toUpper === undefined)) return value.kind === 'null';
  return (toLower !== undefined && (toLower < 0 || (toLower === 0 && lower?.inclusive === false)))
    || (toUpper !== undefined && (toUpper > 0 || (toUpper === 0 && upper?.inclusive === false)));
}

function sameKind(a: Value, b: Value): boolean | undefined {
  if (a.kind === 'list' && b.kind === 'list') return a.items.length === b.items.length && every(a.items.map((item, at) => equals(item, b.items[at] ?? item)));
  if (a.kind === 'set' && b.kind === 'set') return a.items.length === b.items.length && every(a.items.map((item) => has(b.items, item)));
  if (a.kind === 'map' && b.kind === 'map') return sameMap(a, b);
  if (a.kind === 'path' && b.kind === 'path') return samePath(a, b);
  if (a.kind === 'map_diff' && b.kind === 'map_diff') return every([equals(a.before, b.before), equals(a.after, b.after)]);
  return sameSimple(a, b);
}

function sameSimple(a: Value, b: Value): boolean {
  if (a.kind === 'null') return true;
  if (a.kind === 'bytes' && b.kind === 'bytes') return a.value.length === b.value.length && a.value.every((byte, at) => byte === b.value[at]);
  if (a.kind === 'latlng' && b.kind === 'latlng') return a.latitude === b.latitude && a.longitude === b.longitude;
  if ('nanos' in a && 'nanos' in b) return a.nanos === b.nanos;
  return 'value' in a && 'value' in b && a.value === b.value;
}

function sameMap(a: MapValue, b: MapValue): boolean | undefined {
  if (a.entries.size !== b.entries.size) return false;
  return every([...a.entries].map(([key, value]) => {
    const other = b.entries.get(key);
    return other === undefined ? false : equals(value, other);
  }));
}

function samePath(a: PathValue, b: PathValue): boolean {
  const text = (segment: PathValue['segments'][number] | undefined) => (typeof segment === 'object' ? `{${segment.hole}}` : segment);
  return a.segments.length === b.segments.length && a.segments.every((segment, at) => text(segment) === text(b.segments[at]));
}

/** If a value is among others. */
export function has(items: readonly Value[], value: Value): boolean | undefined {
  return some(items.map((item) => equals(item, value)));
}

/** True when all are, false when one is not, `undefined` while it depends. */
export function every(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

export function some(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}
