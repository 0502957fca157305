import type { BinaryOperator } from '../../language/ast.ts';
import { compare } from '../values/compare.ts';
import { equals } from '../values/equals.ts';
import { bool, boolOrUnknown, failure, type KnownType, mayFail, mismatch, type Outcome, present, unknown, type UnknownValue, type Value } from '../values/value.ts';

type Ordering = Extract<BinaryOperator, '<' | '<=' | '>' | '>='>;

/** `==` and `!=`: between any two values; other types are simply not equal. */
export function equality(operator: '==' | '!=', left: Value, right: Value): Outcome {
  const same = equals(left, right);
  const holds = same === undefined ? undefined : same === (operator === '==');
  if (mayFail(left) || mayFail(right)) return { ...unknown('equality with an unknown'), known: holds === undefined ? {} : { excludes: [bool(!holds)] } };
  return holds === undefined ? present('equality with an unknown') : bool(holds);
}

/** `< <= > >=`: numbers, strings, bytes, timestamps, durations. Any other pair is an error, null included. */
export function ordering(operator: Ordering, left: Value, right: Value): Outcome {
  if (areOfNoOrder(left, right)) return failure('type-mismatch', `"${operator}" does not work on these types.`);
  if (left.kind === 'unknown') return right.kind === 'unknown' ? unknown('order of unknowns') : boolOrUnknown(unknownTo(operator, left, right), left.name);
  if (right.kind === 'unknown') return boolOrUnknown(unknownTo(mirrored[operator], right, left), right.name);
  const result = compare(left, right);
  if (result !== undefined) return bool(holds(operator, result));
  const isNaN = (left.kind === 'float' || left.kind === 'int') && (right.kind === 'float' || right.kind === 'int');
  return isNaN ? bool(false) : mismatch(`"${operator}" with ${right.kind} on its right`, left);
}

const orderedTypes: readonly (readonly KnownType[])[] = [['int', 'float'], ['string'], ['bytes'], ['timestamp'], ['duration']];

/** If no pair of the types that two values can have is ordered. */
function areOfNoOrder(left: Value, right: Value): boolean {
  const [lefts, rights] = [typesOf(left), typesOf(right)];
  if (lefts === undefined || rights === undefined || (left.kind !== 'unknown' && right.kind !== 'unknown')) return false;
  return !orderedTypes.some((group) => group.some((type) => lefts.has(type)) && group.some((type) => rights.has(type)));
}

/** The types that a value can have; absent: any. */
function typesOf(value: Value): ReadonlySet<KnownType> | undefined {
  return value.kind === 'unknown' ? value.known.types : new Set([value.kind]);
}

const mirrored: Readonly<Record<Ordering, Ordering>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' };

function holds(operator: Ordering, result: number): boolean {
  switch (operator) {
    case '<': return result < 0;
    case '<=': return result <= 0;
    case '>': return result > 0;
    case '>=': return result >= 0;
  }
}

/** Decided by a bound of the unknown: what is at least 5 is above 3. */
function unknownTo(operator: Ordering, { known }: UnknownValue, value: Value): boolean | undefined {
  const wantsHigh = operator === '>' || operator === '>=';
  const strict = operator === '>' || operator === '<';
  const sure = wantsHigh ? known.lower : known.upper;
  const against = wantsHigh ? known.upper : known.lower;
  const distance = sure === undefined ? undefined : compare(sure.value, value);
  if (sure !== undefined && distance !== undefined && (wantsHigh ? distance > 0 : distance < 0)) return true;
  if (distance === 0 && (!strict || sure?.inclusive === false)) return true;
  const gap = against === undefined ? undefined : compare(against.value, value);
  if (against !== undefined && gap !== undefined && (wantsHigh ? gap < 0 : gap > 0)) return false;
  return gap === 0 && (strict || against?.inclusive === false) ? false : undefined;
}
