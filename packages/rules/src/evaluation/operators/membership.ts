import type { TypeName } from '../../language/names/language-names.ts';
import { isOneOf, typeNames } from '../../language/names/language-names.ts';
import { has } from '../values/equals.ts';
import { bool, boolOrUnknown, failure, mayFail, mismatch, type Outcome, unknown, type UnknownValue, type Value } from '../values/value.ts';

/** `value in container`: an item of a list or set, a key of a map. */
export function membership(value: Value, container: Value): Outcome {
  if (mayFail(value) && (container.kind === 'list' || container.kind === 'set')) return unknown('membership of an unknown');
  switch (container.kind) {
    case 'list':
    case 'set': return boolOrUnknown(has(container.items, value), 'membership of an unknown');
    case 'map': return value.kind === 'unknown' ? unknown(value.name) : bool(value.kind === 'string' && container.entries.has(value.value));
    case 'unknown': return boolOrUnknown(inUnknown(value, container), container.name);
    default: return mismatch('"in"', container);
  }
}

function inUnknown(value: Value, { known }: UnknownValue): true | undefined {
  if (value.kind === 'string' && known.fields?.has(value.value) === true) return true;
  return has(known.contains ?? [], value) === true ? true : undefined;
}

/** `value is type`. */
export function isType(value: Value, type: string): Outcome {
  if (!isOneOf(typeNames, type)) return failure('undefined-name', `There is no type "${type}".`);
  if (value.kind === 'unknown') return boolOrUnknown(typeOfUnknown(value, type), value.name);
  if (type === 'number') return bool(value.kind === 'int' || value.kind === 'float');
  return bool(value.kind === type);
}

function typeOfUnknown({ known }: UnknownValue, type: TypeName): boolean | undefined {
  if (known.fields !== undefined) return type === 'map';
  if (known.contains !== undefined) return type === 'list';
  const bound = known.lower ?? known.upper;
  if (bound === undefined) return undefined;
  const isNumber = bound.value.kind === 'int' || bound.value.kind === 'float';
  if (isNumber) return type === 'number' ? true : type === 'int' || type === 'float' ? undefined : false;
  return bound.value.kind === type;
}
