import { areTexts } from './values/lookup-in.ts';
import { failure, type Outcome, type Value } from './values/value.ts';
import { weightOf } from './values/weight.ts';

/**
 * Sizes that no rule needs, so that a ruleset which doubles a value in every let stays small. Firestore's own bound is 1 MiB
 * for a whole document.
 */
const maxTextChars = 1024 * 1024;
const maxWeight = 200_000;

/** The outcome, or the error of one that has grown too large. */
export function withinSize(outcome: Outcome): Outcome {
  if (outcome.kind === 'string' && outcome.value.length > maxTextChars) return failure('limit-reached', 'This text has grown too long.');
  const isComposite = outcome.kind === 'list' || outcome.kind === 'set' || outcome.kind === 'map';
  return isComposite && weightOf(outcome) > maxWeight ? failure('limit-reached', 'This value has grown too large.') : outcome;
}

/** How long a joined or replaced text can become, told before it is made. */
export function fitsText(chars: number): boolean {
  return chars <= maxTextChars;
}

/** Steps that an operator may take, at most. Two sets are compared item by item with one another. */
export function workOf(target: Value, others: readonly Value[]): number {
  const sum = others.reduce((total, other) => total + lengthOf(other), lengthOf(target));
  const [other] = others;
  return target.kind === 'set' && other?.kind === 'set' && target.items.length === other.items.length ? sum + target.items.length ** 2 : sum;
}

/** Methods that look for each item of one collection in another, or in the same. */
const pairwise: ReadonlySet<string> = new Set(['toSet', 'hasAll', 'hasAny', 'hasOnly', 'removeAll', 'difference', 'intersection', 'union']);

/** Steps that a method may take, at most. */
export function workOfMethod(name: string, target: Value, given: readonly Value[]): number {
  const sum = workOf(target, given);
  const [own, other] = [itemsOf(target), itemsOf(given[0])];
  if (!pairwise.has(name) || (areTexts(own) && areTexts(other))) return sum;
  return sum + own.length * Math.max(other.length, name === 'toSet' || name === 'union' ? own.length : 1);
}

function lengthOf(value: Value): number {
  return value.kind === 'string' || value.kind === 'bytes' ? value.value.length + 1 : weightOf(value);
}

function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' || value?.kind === 'set' ? value.items : [];
}
