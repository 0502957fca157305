import type { TypeName } from '../../language/names/language-names.ts';
import { isOneOf, typeNames } from '../../language/names/language-names.ts';
import { has } from '../values/equals.ts';
import { lacksKey } from './look-up.ts';
import { bool, boolOrUnknown, failure, mayFail, mismatch, type Outcome, unknown, type UnknownValue, type Value } from '../values/value.ts';

/** `value in container`: an item of a list or set, a key of a map. */
export function membership(value: Value, container: Value): Outcome {
  if (mayFail(value) && (container.kind === 'list' || container.kind === 'set')) return unknown('membership of an unknown');
  switch (container.kind) {
    case 'list':
    case 'set': return boolOrUnknown(has(container.items, value), 'membership of an unknown');
    case 'map': return value.kind === 'unknown' ? unknown(value.name) : bool(value.kind === 'string' && container.entries.has(value.value));
    case 'unknown': return inUnknown(value, container);
    default: return mismatch('"in"', container);
  }
}

/** Where the unknown may be no collection at all, `false` cannot be told from an error: it is only known not to be true. */
function inUnknown(value: Value, container: UnknownValue): Outcome {
  const answer = holds(value, container);
  if (answer !== false) return boolOrUnknown(answer, container.name);
  const isCollection = container.isPresent && container.known.types !== undefined && [...container.known.types].every((type) => type === 'list' || type === 'map' || type === 'set');
  return isCollection ? bool(false) : { ...unknown(container.name), known: { excludes: [bool(true)] } };
}

function holds(value: Value, { known }: UnknownValue): boolean | undefined {
  const { fields, missing, contains = [], lacks = [], neverHas = [], keysOf } = known;
  if (keysOf !== undefined) return value.kind === 'string' ? hasKey(keysOf, value.value) : undefined;
  if (value.kind === 'string' && fields?.has(value.value) === true) return true;
  if (value.kind === 'string' && missing?.has(value.value) === true) return false;
  if (has([...lacks, ...neverHas], value) === true) return false;
  return has(contains, value) === true ? true : undefined;
}

/** If an unknown map has a key. */
export function hasKey(map: UnknownValue, key: string): boolean | undefined {
  if (map.known.fields?.has(key) === true) return true;
  return lacksKey(map, key) ? false : undefined;
}

/** `value is type`. */
export function isType(value: Value, type: string): Outcome {
  if (!isOneOf(typeNames, type)) return failure('undefined-name', `There is no type "${type}".`);
  if (value.kind === 'unknown') return boolOrUnknown(typeOfUnknown(value, type), value.name);
  if (type === 'number') return bool(value.kind === 'int' || value.kind === 'float');
  return bool(value.kind === type);
}

function amongTypes(answers: readonly boolean[]): boolean | undefined {
  return answers.every((each) => each) ? true : answers.some((each) => each) ? undefined : false;
}

function typeOfUnknown({ known }: UnknownValue, type: TypeName): boolean | undefined {
  if (known.types !== undefined) return amongTypes([...known.types].map((each) => each === type || (type === 'number' && (each === 'int' || each === 'float'))));
  if (known.fields !== undefined) return type === 'map';
  if (known.contains !== undefined) return type === 'list';
  const bound = known.lower ?? known.upper;
  if (bound === undefined) return undefined;
  const isNumber = bound.value.kind === 'int' || bound.value.kind === 'float';
  if (isNumber) return type === 'number' ? true : type === 'int' || type === 'float' ? undefined : false;
  return bound.value.kind === type;
}
