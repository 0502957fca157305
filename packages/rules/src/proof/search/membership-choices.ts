import { equals } from '../../evaluation/values/equals.ts';
import { childVariable, isMapLike, string, type UnknownValue, type Value } from '../../evaluation/values/value.ts';
import { type Choices, type Chooser, closing, isFilter, isVariable, states, type Variable } from './chooser.ts';
import { ofDiff } from './diff-choices.ts';
import { type Guess, suppose } from './state.ts';
import { equality } from './value-choices.ts';
import { constants, keyIn, presence } from './variable-choices.ts';

/** `value in container`. */
export function membership(chooser: Chooser, value: Value, container: Value): Choices | undefined {
  if (container.kind === 'unknown' && container.known.keysOf !== undefined) return keyIn(chooser, value, container.known.keysOf);
  if (container.kind === 'unknown' && container.known.keysOfDiff !== undefined) return ofDiff(chooser, { name: 'hasAny', given: [{ kind: 'list', items: [value] }] }, container.known.keysOfDiff);
  if (container.kind === 'unknown' && container.known.valuesOf !== undefined) return valueIn(chooser, value, container.known.valuesOf);
  if (isVariable(container)) return presence(chooser, container) ?? inVariable(chooser, value, container);
  if (container.kind === 'map') return constants(chooser, value, [...container.entries.keys()].map(string));
  if (container.kind !== 'list' && container.kind !== 'set') return closing(chooser, 2);
  const openItem = container.items.find((item) => isVariable(item) && equals(item, value) === undefined);
  if (openItem !== undefined) return equality(chooser, openItem, value);
  return constants(chooser, value, container.items);
}

function inVariable(chooser: Chooser, value: Value, container: Variable): Choices | undefined {
  if (isVariable(value) && !value.isPresent) return presence(chooser, value);
  const asMap: Value = container;
  if (isMapLike(asMap)) return keyIn(chooser, value, container);
  if (value.kind === 'unknown' && !isVariable(value)) return undefined;
  if (isFilter(chooser, container)) return states(chooser, container, [{ kind: 'some', known: { contains: [value] } }]);
  const listed: Guess = { kind: 'some', known: { types: new Set(['list']), contains: [value] } };
  const without: Guess = { kind: 'some', known: { lacks: [value] } };
  const key = value.kind === 'string' && container.known.types?.has('map') !== false && fitsKey(container, value)
    ? suppose(chooser.state, childVariable(container.variable, value.value), { kind: 'some', known: {} }) : undefined;
  const [first, ...more] = states(chooser, container, [listed, without]).states;
  return { states: [first, key, ...more].filter((state) => state !== undefined), isExhaustive: value.kind !== 'unknown', rank: 0 };
}

function fitsKey({ known }: Variable, value: Value): boolean {
  return ![...(known.lacks ?? []), ...(known.neverHas ?? [])].some((each) => equals(each, value) === true);
}

/** A value among those of a map: one of the fields that are spoken of, or no others. */
function valueIn(chooser: Chooser, value: Value, { known: { fields = new Map<string, Value>() } }: UnknownValue): Choices | undefined {
  const open = [...fields.values()].find((field) => isVariable(field) && equals(field, value) === undefined);
  return open === undefined ? closing(chooser, 2) : equality(chooser, open, value);
}
