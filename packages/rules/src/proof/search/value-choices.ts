import { hasUnknown } from '../../evaluation/values/has-unknown.ts';
import type { Bound, Knowledge, KnownType, Value } from '../../evaluation/values/value.ts';
import { type Choices, type Chooser, closing, isFilter, isVariable, states } from './chooser.ts';
import { allTypes } from './knowledge.ts';
import type { Guess } from './state.ts';
import { aliases, constants, keysIn, presence, samplesOfFirst, standingFor, types } from './variable-choices.ts';

export function equality(chooser: Chooser, left: Value, right: Value): Choices | undefined {
  for (const [one, other] of [[left, right], [right, left]] as const) {
    if (isVariable(one) && !hasUnknown(other)) return constants(chooser, one, [other]);
  }
  if (isVariable(left) && isVariable(right)) return presence(chooser, left) ?? presence(chooser, right) ?? aliases(chooser, left, right);
  for (const [one, other] of [[left, right], [right, left]] as const) {
    if (one.kind === 'unknown' && one.known.keysOf !== undefined && other.kind === 'list') return keysIn(chooser, other.items, one.known.keysOf) ?? closing(chooser, 2);
  }
  const some = [left, right].find(isVariable);
  return (some === undefined ? undefined : presence(chooser, some)) ?? insideOf(chooser, left) ?? insideOf(chooser, right) ?? closing(chooser, 2);
}

/** Something unknown inside of a value that is known otherwise. */
function insideOf(chooser: Chooser, value: Value): Choices | undefined {
  const inside = value.kind === 'list' || value.kind === 'set' ? value.items : value.kind === 'map' ? [...value.entries.values()] : [];
  return samplesOfFirst(chooser, inside);
}

export function order(chooser: Chooser, { operator, left, right }: { readonly operator: '<' | '<=' | '>' | '>='; readonly left: Value; readonly right: Value }): Choices | undefined {
  const isLeft = isVariable(left);
  const variable: Value = isLeft ? left : right;
  const limit: Value = isLeft ? right : left;
  if (!isVariable(variable) || hasUnknown(limit)) return samplesOfFirst(chooser, [left, right]);
  const first = presence(chooser, variable);
  if (first !== undefined) return first;
  const isBelow = operator.startsWith('<') === isLeft;
  const isInclusive = operator.endsWith('=');
  const ordered = orderedWith(limit);
  const within: Bound = { value: limit, inclusive: isInclusive };
  const beyond: Bound = { value: limit, inclusive: !isInclusive };
  const of = (known: Knowledge): Guess => ({ kind: 'some', known: isFilter(chooser, variable) ? known : { types: ordered, ...known } });
  return states(chooser, variable, [
    of(isBelow ? { upper: within } : { lower: within }),
    of(isBelow ? { lower: beyond } : { upper: beyond }),
    ...(isFilter(chooser, variable) ? [] : [{ kind: 'some', known: { types: new Set(allTypes.filter((type) => !ordered.has(type))) } } as const]),
  ]);
}

function orderedWith(limit: Value): ReadonlySet<KnownType> {
  if (limit.kind === 'int' || limit.kind === 'float') return new Set(['int', 'float']);
  return new Set(limit.kind === 'unknown' ? [] : [limit.kind]);
}

/** A text joined with a variable: the variable is a text, and one text stands for it. */
export function joining(chooser: Chooser, left: Value, right: Value): Choices | undefined {
  const isText = (value: Value) => value.kind === 'string' || (value.kind === 'unknown' && value.known.standsFor !== undefined);
  const variable = isText(left) ? right : isText(right) ? left : undefined;
  return variable === undefined ? undefined : (types(chooser, variable, 'string') ?? standingFor(chooser, variable));
}
