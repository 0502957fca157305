import { has } from '../../evaluation/values/equals.ts';
import { childVariable, type MapDiffValue, type UnknownValue, type Value } from '../../evaluation/values/value.ts';
import type { OpenPart } from '../../evaluation/watch.ts';
import { type Choices, type Chooser, closing, isVariable, states } from './chooser.ts';
import { suppose } from './state.ts';
import { aliases, presence } from './variable-choices.ts';

/** A method's part of a condition that is open. */
export type MethodPart = Extract<OpenPart, { kind: 'method' }>;

/** Questions about the keys that differ between two maps: of each key in question whether it does, then no others. */
export function ofDiff(chooser: Chooser, { given: [first], name }: Pick<MethodPart, 'given' | 'name'>, diff: MapDiffValue): Choices | undefined {
  const items = first?.kind === 'list' || first?.kind === 'set' ? first.items : [];
  const asked = name === 'hasAll' || name === 'hasAny' ? items.flatMap((item) => (item.kind === 'string' ? [item.value] : [])) : [];
  for (const key of new Set([...asked, ...knownKeys(diff)])) {
    const choices = ofPair(chooser, { key, diff });
    if (choices !== undefined) return choices;
  }
  return diff.after.kind === 'unknown' ? closingBut(chooser, items, diff.after) : closing(chooser, 2);
}

function knownKeys({ before, after }: MapDiffValue): readonly string[] {
  return [before, after].flatMap((map) => (map.kind === 'unknown' ? [...(map.known.fields?.keys() ?? []), ...(map.known.missing ?? [])] : [...map.entries.keys()]));
}

function ofPair(chooser: Chooser, { key, diff: { before, after } }: { readonly key: string; readonly diff: MapDiffValue }): Choices | undefined {
  const fields = [after, before].map((map): Value | 'missing' | undefined => {
    if (map.kind === 'map') return map.entries.get(key) ?? 'missing';
    if (map.known.missing?.has(key) === true) return 'missing';
    return map.known.fields?.get(key) ?? (map.variable === undefined ? undefined : { kind: 'unknown', name: key, isPresent: false, known: {}, variable: childVariable(map.variable, key) });
  });
  const [one, other] = fields;
  if (one === undefined || other === undefined) return undefined;
  for (const field of [one, other]) if (field !== 'missing' && isVariable(field) && !field.isPresent) return presence(chooser, field);
  if (one === 'missing' || other === 'missing') return undefined;
  if (isVariable(one) && isVariable(other)) return one.variable === other.variable || one.known.differsFrom?.has(other.variable) === true || other.known.differsFrom?.has(one.variable) === true ? undefined : aliases(chooser, one, other);
  const [open, settled] = isVariable(one) ? [one, other] : [other, one];
  return isVariable(open) && settled.kind !== 'unknown' && has(open.known.excludes ?? [], settled) !== true ? states(chooser, open, [{ kind: 'is', value: settled }, { kind: 'some', known: { excludes: [settled] } }]) : undefined;
}

/** No other fields; or one of some keys, which nothing else speaks of. */
export function closingBut(chooser: Chooser, keys: readonly Value[], map: UnknownValue): Choices | undefined {
  const bare = closing(chooser, 2);
  if (bare === undefined || !chooser.isThorough) return bare;
  const open = keys.filter((key) => key.kind === 'string' && map.known.fields?.has(key.value) !== true && map.known.missing?.has(key.value) !== true);
  const fuller = open.flatMap((key) => (key.kind === 'string' && map.variable !== undefined ? [suppose(chooser.state, childVariable(map.variable, key.value), { kind: 'some', known: {} })] : []));
  return { ...bare, states: [...bare.states, ...fuller.filter((state) => state !== undefined)] };
}
