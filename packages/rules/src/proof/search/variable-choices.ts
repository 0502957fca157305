import { childVariable, type KnownType, type UnknownValue, type Value } from '../../evaluation/values/value.ts';
import { openName } from '../scenes.ts';
import { type Choices, type Chooser, isFilter, isVariable, states, type Variable } from './chooser.ts';
import { allTypes } from './knowledge.ts';
import { samples } from './sample-choices.ts';
import { roleOf, roots } from './scene.ts';
import { suppose } from './state.ts';
import { ownText } from './vocabulary.ts';

/** There, or not. In a query: filtered by, or not spoken of. */
export function presence(chooser: Chooser, variable: Variable): Choices | undefined {
  const open = openName(chooser.scene, variable.variable);
  if (open !== undefined && variable.known.standsFor === undefined) return states(chooser, variable, [{ kind: 'some', known: open }, { kind: 'free' }]);
  if (variable.isPresent) return undefined;
  const isUpdate = chooser.scene.access.operation === 'update' && variable.variable.startsWith(childVariable(roots.after, ''));
  const counterpart = variable.variable.replace(roots.after, roots.before);
  return states(chooser, variable, [
    { kind: 'some', known: {} },
    ...(isUpdate ? [{ kind: 'same', as: counterpart } as const] : []),
    { kind: isFilter(chooser, variable) ? 'free' : 'missing' },
  ]);
}

/** Each of some constants, or none of them. */
export function constants(chooser: Chooser, value: Value, each: readonly Value[]): Choices | undefined {
  if (!isVariable(value)) return undefined;
  return presence(chooser, value) ?? states(chooser, value, [...each.map((constant) => ({ kind: 'is', value: constant }) as const), { kind: 'some', known: { excludes: each } }]);
}

/** Of a type, or of another. */
export function types(chooser: Chooser, value: Value, type: string): Choices | undefined {
  if (!isVariable(value)) return undefined;
  const first = presence(chooser, value);
  if (first !== undefined) return first;
  // A filter says nothing of types, but for a value that it asks for.
  if (isFilter(chooser, value)) return samples(chooser, value, { suits: (each) => each.kind === type || (type === 'number' && each.kind === 'int') });
  const wanted = new Set<KnownType>(type === 'number' ? ['int', 'float'] : allTypes.filter((each) => each === type));
  const known = [...(value.known.types ?? allTypes)];
  if (known.every((each) => wanted.has(each)) || !known.some((each) => wanted.has(each))) return undefined;
  return states(chooser, value, [{ kind: 'some', known: { types: wanted } }, { kind: 'some', known: { types: new Set(allTypes.filter((each) => !wanted.has(each))) } }]);
}

/** In paths one text stands for all that a field can hold: nothing depends on which. Of what a query returns none does. */
export function standingFor(chooser: Chooser, value: Value): Choices | undefined {
  if (!isVariable(value) || value.known.standsFor !== undefined || isFilter(chooser, value) || value.known.types?.has('string') !== true) return undefined;
  return states(chooser, value, [{ kind: 'some', known: { standsFor: ownText(value.variable) } }]);
}

/** One and the same, or different. What the caller controls is made like the other, not the other way round. */
export function aliases(chooser: Chooser, left: Variable, right: Variable): Choices | undefined {
  const isLeftChosen = roleOf(chooser.scene, left.variable) === 'controlled' || roleOf(chooser.scene, right.variable) !== 'controlled';
  const [chosen, other] = isLeftChosen ? [left, right] : [right, left];
  if (isFilter(chooser, left) || isFilter(chooser, right)) return samples(chooser, chosen);
  const { fields: _fields, missing: _missing, ...known } = chosen.known;
  const agreed = suppose(chooser.state, other.variable, { kind: 'some', known });
  const same = agreed === undefined ? undefined : suppose(agreed, chosen.variable, { kind: 'same', as: other.variable });
  const apart = suppose(chooser.state, chosen.variable, { kind: 'some', known: { differsFrom: new Set([other.variable]) } });
  return { states: [same, apart].filter((state) => state !== undefined), isExhaustive: true, rank: 0 };
}

/** A key of a map: there or not. */
export function keyIn(chooser: Chooser, key: Value, map: UnknownValue): Choices | undefined {
  if (map.variable === undefined) return undefined;
  if (key.kind !== 'string') return isVariable(key) ? samples(chooser, key) : undefined;
  const field: Variable = { kind: 'unknown', name: `${map.name}.${key.value}`, isPresent: false, known: {}, variable: childVariable(map.variable, key.value) };
  return map.known.fields?.has(key.value) === true || map.known.missing?.has(key.value) === true ? undefined : presence(chooser, field);
}

/** The first of several keys that is open. */
export function keysIn(chooser: Chooser, keys: readonly Value[], map: UnknownValue): Choices | undefined {
  for (const key of keys) {
    const choices = keyIn(chooser, key, map);
    if (choices !== undefined) return choices;
  }
  return undefined;
}

/** Values to try where the part says no more: what comes first of those that are variables. */
export function samplesOfFirst(chooser: Chooser, values: readonly Value[]): Choices | undefined {
  const variable = values.find(isVariable);
  return variable === undefined ? undefined : (presence(chooser, variable) ?? samples(chooser, variable));
}
