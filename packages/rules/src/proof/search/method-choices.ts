import { isMapLike, type MapDiffValue, type UnknownValue, type Value, childVariable } from '../../evaluation/values/value.ts';
import { has } from '../../evaluation/values/equals.ts';
import type { OpenPart } from '../../evaluation/watch.ts';
import { aliases, type Chooser, type Choices, closing, isFilter, isVariable, keyIn, keysIn, membership, presence, samples, samplesOfFirst, states, types, type Variable } from './choices.ts';
import { suppose } from './state.ts';
import { textsMatching } from './texts-matching.ts';

type MethodPart = Extract<OpenPart, { kind: 'method' }>;

/** How to go on where a method's answer is open. */
export function methodChoices(chooser: Chooser, part: MethodPart): Choices | undefined {
  const { target, name, given } = part;
  if (target.kind === 'unknown' && target.known.keysOf !== undefined) return ofKeys(chooser, part, target.known.keysOf);
  if (target.kind === 'unknown' && target.known.keysOfDiff !== undefined) return ofDiff(chooser, part, target.known.keysOfDiff);
  // What is asked about its keys says more.
  if (target.kind === 'map_diff') return undefined;
  if (isVariable(target)) return presence(chooser, target) ?? ofVariable(chooser, part, target);
  const openGiven = given.find(isVariable);
  if (name === 'diff' && openGiven !== undefined) return presence(chooser, openGiven) ?? types(chooser, openGiven, 'map');
  return samplesOfFirst(chooser, [...given, ...inside(given), ...inside([target])]) ?? closing(chooser, 2);
}

function inside(values: readonly Value[]): readonly Value[] {
  return values.flatMap((value) => (value.kind === 'list' || value.kind === 'set' ? value.items : value.kind === 'map' ? [...value.entries.values()] : []));
}

function ofVariable(chooser: Chooser, { name, given }: MethodPart, target: Variable): Choices | undefined {
  const [first] = given;
  if (name === 'get' || name === 'keys' || name === 'values' || name === 'diff') {
    if (!isMapLike(target)) return types(chooser, target, 'map');
    if (name === 'get' && first !== undefined) return keyIn(chooser, first, target) ?? closing(chooser, 2);
    const openGiven = given.find(isVariable);
    return openGiven === undefined ? closing(chooser, 2) : (presence(chooser, openGiven) ?? types(chooser, openGiven, 'map'));
  }
  if (name === 'size' && isMapLike(target)) return closing(chooser, 2);
  if (name === 'matches' && first?.kind === 'string') return samples(chooser, target, ({ kind }) => kind === 'string', textsMatching(first.value));
  const isMembers = (name === 'hasAll' || name === 'hasAny') && (first?.kind === 'list' || first?.kind === 'set');
  if (isMembers) return ofMembers(chooser, { items: first.items, target });
  const items = first?.kind === 'list' || first?.kind === 'set' ? first.items : [];
  return samples(chooser, target, () => true, name === 'hasOnly' ? [{ kind: 'list', items }, { kind: 'list', items: items.slice(0, 1) }] : []);
}

/** A collection that has all, one, or none of some items. */
function ofMembers(chooser: Chooser, { items, target }: { readonly items: readonly Value[]; readonly target: Variable }): Choices | undefined {
  if (!isFilter(chooser, target) && target.known.types?.size !== 1) return types(chooser, target, 'list');
  if (items.some(({ kind }) => kind === 'unknown')) return samplesOfFirst(chooser, items);
  if (target.known.types?.has('list') === false && !isFilter(chooser, target)) return samples(chooser, target);
  const open = items.find((item) => has(target.known.contains ?? [], item) !== true && has(target.known.lacks ?? [], item) !== true);
  return open === undefined ? undefined : membership(chooser, open, { ...target, known: { ...target.known, types: new Set(['list']) } } as Variable);
}

/** Questions about the keys of a map: each key in question there or not, then no others. */
function ofKeys(chooser: Chooser, { name, given: [first] }: MethodPart, map: UnknownValue): Choices | undefined {
  const items = first?.kind === 'list' || first?.kind === 'set' ? first.items : [];
  const asked = name === 'hasAll' || name === 'hasAny' ? keysIn(chooser, items, map) : undefined;
  return asked ?? closingBut(chooser, items, map);
}

/** No other fields; or one of some keys, which nothing else speaks of. */
function closingBut(chooser: Chooser, keys: readonly Value[], map: UnknownValue): Choices | undefined {
  const bare = closing(chooser, 2);
  if (bare === undefined || !chooser.isThorough) return bare;
  const open = keys.filter((key) => key.kind === 'string' && map.known.fields?.has(key.value) !== true && map.known.missing?.has(key.value) !== true);
  const fuller = open.flatMap((key) => (key.kind === 'string' && map.variable !== undefined ? [suppose(chooser.state, childVariable(map.variable, key.value), { kind: 'some', known: {} })] : []));
  return { ...bare, states: [...bare.states, ...fuller.filter((state) => state !== undefined)] };
}

/** Questions about the keys that differ between two maps: of each key in question whether it does, then no others. */
function ofDiff(chooser: Chooser, { given: [first], name }: MethodPart, diff: MapDiffValue): Choices | undefined {
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
