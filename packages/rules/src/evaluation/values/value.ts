/** A value of the rules language. */
export type Value =
  | NullValue
  | BoolValue
  | IntValue
  | FloatValue
  | StringValue
  | BytesValue
  | TimestampValue
  | DurationValue
  | LatLngValue
  | ListValue
  | SetValue
  | MapValue
  | MapDiffValue
  | PathValue
  | UnknownValue;

export interface NullValue { readonly kind: 'null' }
export interface BoolValue { readonly kind: 'bool'; readonly value: boolean }
/** 64 bits, signed. */
export interface IntValue { readonly kind: 'int'; readonly value: bigint }
export interface FloatValue { readonly kind: 'float'; readonly value: number }
export interface StringValue { readonly kind: 'string'; readonly value: string }
export interface BytesValue { readonly kind: 'bytes'; readonly value: Uint8Array }
/** Nanoseconds since 1970-01-01T00:00:00Z. */
export interface TimestampValue { readonly kind: 'timestamp'; readonly nanos: bigint }
export interface DurationValue { readonly kind: 'duration'; readonly nanos: bigint }
/** Degrees. */
export interface LatLngValue { readonly kind: 'latlng'; readonly latitude: number; readonly longitude: number }
export interface ListValue { readonly kind: 'list'; readonly items: readonly Value[] }
/** No two items are equal. */
export interface SetValue { readonly kind: 'set'; readonly items: readonly Value[] }
export interface MapValue { readonly kind: 'map'; readonly entries: ReadonlyMap<string, Value> }
/** What `after.diff(before)` gives. */
export interface MapDiffValue { readonly kind: 'map_diff'; readonly before: MapValue | UnknownValue; readonly after: MapValue | UnknownValue }
/** A text is a segment; a hole waits for `bind()`. */
export interface PathValue { readonly kind: 'path'; readonly segments: readonly (string | PathHole)[] }
export interface PathHole { readonly hole: string }

/**
 * Any value at all, as far as what is known about it allows; or an error, unless it is present. Stands for what a list query
 * leaves open about the documents it returns, and for what the prover has not decided.
 */
export interface UnknownValue {
  readonly kind: 'unknown';
  /** Where it comes from, such as `resource.data.owner`. */
  readonly name: string;
  /** It is a value, not an error. Only then may an operator decide without it, as `in` does on an empty list. */
  readonly isPresent: boolean;
  readonly known: Knowledge;
  /** Of the prover: which of its variables this is. Two unknowns with one id are one value. Absent: made from others. */
  readonly variable?: string;
}

/** What holds for an unknown value, whichever it is. Nothing stated: nothing known. */
export interface Knowledge {
  /** It is a map with at least these keys. */
  readonly fields?: ReadonlyMap<string, Value>;
  /** It is a map without these keys. */
  readonly missing?: ReadonlySet<string>;
  /** It is a list or set with at least these items. */
  readonly contains?: readonly Value[];
  /** It is none of these. */
  readonly excludes?: readonly Value[];
  /** None of these is an item or a key of it. */
  readonly lacks?: readonly Value[];
  readonly lower?: Bound;
  readonly upper?: Bound;
  /** It has one of these types. */
  readonly types?: ReadonlySet<KnownType>;
  /** Neither it nor anything in it is one of these. */
  readonly neverIs?: readonly Value[];
  /** Neither it nor anything in it has one of these as an item or a key. */
  readonly neverHas?: readonly Value[];
  /** Variables that have another value. */
  readonly differsFrom?: ReadonlySet<string>;
  /** The text that stands for it, whatever it is, in paths of documents: nothing depends on which text it is. */
  readonly standsFor?: string;
  /** It holds the keys of this map. */
  readonly keysOf?: UnknownValue;
  /** It holds the values of this map. */
  readonly valuesOf?: UnknownValue;
  /** It holds keys of this difference. */
  readonly keysOfDiff?: MapDiffValue;
}

export type KnownType = Exclude<Value['kind'], 'unknown'>;

export interface Bound {
  readonly value: Value;
  readonly inclusive: boolean;
}

/** Why there is no value. */
export interface Failure {
  readonly kind: 'error';
  readonly code: FailureCode;
  /** What went wrong, in a sentence. */
  readonly sentence: string;
}

export type FailureCode =
  | 'type-mismatch'
  | 'missing-key'
  | 'out-of-range'
  | 'undefined-name'
  | 'wrong-arguments'
  | 'not-a-number'
  | 'missing-document'
  | 'bad-path'
  | 'bad-pattern'
  | 'no-regex-engine'
  | 'limit-reached'
  | 'syntax';

export type Outcome = Value | Failure;

export const nullValue: NullValue = { kind: 'null' };
const yes: BoolValue = { kind: 'bool', value: true };
const no: BoolValue = { kind: 'bool', value: false };

export function bool(value: boolean): BoolValue {
  return value ? yes : no;
}

export function string(value: string): StringValue {
  return { kind: 'string', value };
}

export function float(value: number): FloatValue {
  return { kind: 'float', value };
}

const maxInt = 2n ** 63n - 1n;

/** An int, or the error of one that 64 bits do not hold. */
export function int(value: bigint | number): IntValue | Failure {
  const whole = BigInt(value);
  return whole > maxInt || whole < -maxInt - 1n ? failure('not-a-number', `${whole} does not fit into 64 bits.`) : { kind: 'int', value: whole };
}

/** Years 1 to 9999, as Firestore stores. */
const firstNanos = -62_135_596_800n * 1_000_000_000n;
const endNanos = 253_402_300_800n * 1_000_000_000n;

export function timestamp(nanos: bigint): TimestampValue | Failure {
  return nanos < firstNanos || nanos >= endNanos ? failure('out-of-range', 'A timestamp lies in the years 1 to 9999.') : { kind: 'timestamp', nanos };
}

export function map(entries: Iterable<readonly [string, Value]>): MapValue {
  return { kind: 'map', entries: new Map(entries) };
}

/** A value of which nothing is known, or an error. */
export function unknown(name: string): UnknownValue {
  return { kind: 'unknown', name, isPresent: false, known: {} };
}

/** A field of an unknown map, of which no more is known than of the map. */
export function fieldOf(map: UnknownValue, key: string): UnknownValue {
  const { name, variable } = map;
  return { ...unknown(`${name}.${key}`), known: inherited(map), ...(variable !== undefined && { variable: childVariable(variable, key) }) };
}

/** What goes for a thing and for all in it. */
export function inherited({ known: { neverIs, neverHas } }: Pick<UnknownValue, 'known'>): Knowledge {
  return { ...(neverIs !== undefined && { neverIs }), ...(neverHas !== undefined && { neverHas }) };
}

/** Keys may hold dots and slashes; none holds this. */
const keySeparator = '\u0001';

export function childVariable(variable: string, key: string): string {
  return `${variable}${keySeparator}${key}`;
}

export function partsOfVariable(variable: string): readonly string[] {
  return variable.split(keySeparator);
}

/** If the unknown is known to be a map. */
export function isMapLike(value: Value): value is MapValue | UnknownValue {
  return value.kind === 'map' || (value.kind === 'unknown' && value.isPresent && (value.known.fields !== undefined || (value.known.types?.size === 1 && value.known.types.has('map'))));
}

/** A value that is there, and what is known of it. */
export function present(name: string, known: Knowledge = {}): UnknownValue {
  return { kind: 'unknown', name, isPresent: true, known };
}

export function failure(code: FailureCode, sentence: string): Failure {
  return { kind: 'error', code, sentence };
}

export function mismatch(what: string, value: Value): Failure {
  return failure('type-mismatch', `${what} does not work on ${value.kind === 'null' ? 'null' : `a value of type ${value.kind}`}.`);
}

/** Something whose answer is true, false, or not known (`undefined`). */
export function boolOrUnknown(answer: boolean | undefined, name: string): Value {
  return answer === undefined ? unknown(name) : bool(answer);
}

/** If a value may turn out to be an error. */
export function mayFail(value: Value): boolean {
  return value.kind === 'unknown' && !value.isPresent;
}

/** If an unknown is known not to be this truth value: it is the other, no truth value at all, or an error. */
export function isNever({ known }: UnknownValue, truth: boolean): boolean {
  return known.excludes?.some((each) => each.kind === 'bool' && each.value === truth) ?? false;
}
