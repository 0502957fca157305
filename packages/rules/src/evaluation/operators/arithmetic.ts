import type { BinaryOperator } from '../../language/ast.ts';
import { failure, float, int, mismatch, type Outcome, present, string, timestamp, unknown, type Value } from '../values/value.ts';

type Arithmetic = Extract<BinaryOperator, '+' | '-' | '*' | '/' | '%'>;

/** `+ - * / %`: numbers; `+` also joins strings; times and durations add and subtract. */
export function arithmetic(operator: Arithmetic, left: Value, right: Value): Outcome {
  if (left.kind === 'unknown' || right.kind === 'unknown') return joined(operator, left, right) ?? (canCombine(left, right) ? unknown(`${operator} of unknowns`) : mismatch(`"${operator}"`, left));
  if (left.kind === 'int' && right.kind === 'int') return ofInts(operator, left.value, right.value);
  if ((left.kind === 'int' || left.kind === 'float') && (right.kind === 'int' || right.kind === 'float')) return ofFloats(operator, Number(left.value), Number(right.value));
  if (operator === '+' && left.kind === 'string' && right.kind === 'string') return string(left.value + right.value);
  return ofTimes(operator, left, right) ?? mismatch(`"${operator}" with ${right.kind} on its right`, left);
}

const families: readonly (readonly Value['kind'][])[] = [['int', 'float'], ['string'], ['timestamp', 'duration']];

/** If both can be of types that an operator takes together. */
function canCombine(left: Value, right: Value): boolean {
  const canBe = (value: Value, family: readonly Value['kind'][]) => (value.kind === 'unknown' ? value.known.types === undefined || family.some((type) => type !== 'unknown' && value.known.types?.has(type) === true) : family.includes(value.kind));
  return families.some((family) => canBe(left, family) && canBe(right, family));
}

/** A text with an unknown text in it stands in paths for itself with what stands for the unknown. */
function joined(operator: Arithmetic, left: Value, right: Value): Value | undefined {
  const [start, end] = [standInOf(left), standInOf(right)];
  if (operator !== '+' || start === undefined || end === undefined) return undefined;
  return present(`a text with ${left.kind === 'unknown' ? left.name : right.kind === 'unknown' ? right.name : 'an unknown'}`, { types: new Set(['string']), standsFor: start + end });
}

function standInOf(value: Value): string | undefined {
  if (value.kind === 'unknown') return value.isPresent ? value.known.standsFor : undefined;
  return value.kind === 'string' ? value.value : undefined;
}

/** Division cuts off toward zero; by zero it fails, and so does what leaves 64 bits. */
function ofInts(operator: Arithmetic, a: bigint, b: bigint): Outcome {
  switch (operator) {
    case '+': return int(a + b);
    case '-': return int(a - b);
    case '*': return int(a * b);
    case '/':
    case '%':
      if (b === 0n) return failure('not-a-number', 'An int is divided by zero.');
      return int(operator === '/' ? a / b : a % b);
  }
}

function ofFloats(operator: Arithmetic, a: number, b: number): Outcome {
  switch (operator) {
    case '+': return float(a + b);
    case '-': return float(a - b);
    case '*': return float(a * b);
    case '/': return float(a / b);
    case '%': return float(a % b);
  }
}

function ofTimes(operator: Arithmetic, left: Value, right: Value): Outcome | undefined {
  if (operator !== '+' && operator !== '-') return undefined;
  const sign = operator === '+' ? 1n : -1n;
  if (right.kind === 'duration' && left.kind === 'duration') return { kind: 'duration', nanos: left.nanos + sign * right.nanos };
  if (right.kind === 'duration' && left.kind === 'timestamp') return timestamp(left.nanos + sign * right.nanos);
  if (operator === '+' && left.kind === 'duration' && right.kind === 'timestamp') return timestamp(left.nanos + right.nanos);
  if (operator === '-' && left.kind === 'timestamp' && right.kind === 'timestamp') return { kind: 'duration', nanos: left.nanos - right.nanos };
  return undefined;
}

/** `-value`. */
export function negate(value: Value): Outcome {
  switch (value.kind) {
    case 'int': return int(-value.value);
    case 'float': return float(-value.value);
    case 'duration': return { kind: 'duration', nanos: -value.nanos };
    case 'unknown': return unknown(`-${value.name}`);
    default: return mismatch('"-"', value);
  }
}
