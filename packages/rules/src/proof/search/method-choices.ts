import { has } from '../../evaluation/values/equals.ts';
import { isMapLike, type UnknownValue, type Value } from '../../evaluation/values/value.ts';
import { type Choices, type Chooser, closing, isFilter, isVariable, type Variable } from './chooser.ts';
import { closingBut, type MethodPart, ofDiff } from './diff-choices.ts';
import { membership } from './membership-choices.ts';
import { samples } from './sample-choices.ts';
import { textsMatching } from './texts-matching.ts';
import { keyIn, keysIn, presence, samplesOfFirst, types } from './variable-choices.ts';

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
    // What is asked about them says more.
    if (name === 'keys' || name === 'values') return undefined;
    if (name === 'get' && first !== undefined) return keyIn(chooser, first, target) ?? closing(chooser, 2);
    const openGiven = given.find(isVariable);
    return openGiven === undefined ? closing(chooser, 2) : (presence(chooser, openGiven) ?? types(chooser, openGiven, 'map'));
  }
  if (name === 'size' && isMapLike(target)) return closing(chooser, 2);
  if (name === 'matches' && first?.kind === 'string') return samples(chooser, target, { suits: ({ kind }) => kind === 'string', more: textsMatching(first.value) });
  const isMembers = (name === 'hasAll' || name === 'hasAny') && (first?.kind === 'list' || first?.kind === 'set');
  if (isMembers) return ofMembers(chooser, { items: first.items, target });
  const items = first?.kind === 'list' || first?.kind === 'set' ? first.items : [];
  return samples(chooser, target, { more: name === 'hasOnly' ? [{ kind: 'list', items }, { kind: 'list', items: items.slice(0, 1) }] : [] });
}

/** A collection that has all, one, or none of some items. */
function ofMembers(chooser: Chooser, { items, target }: { readonly items: readonly Value[]; readonly target: Variable }): Choices | undefined {
  if (!isFilter(chooser, target) && target.known.types?.size !== 1) return types(chooser, target, 'list');
  if (items.some(({ kind }) => kind === 'unknown')) return samplesOfFirst(chooser, items);
  if (target.known.types?.has('list') === false && !isFilter(chooser, target)) return samples(chooser, target);
  const open = items.find((item) => has(target.known.contains ?? [], item) !== true && has(target.known.lacks ?? [], item) !== true);
  return open === undefined ? undefined : membership(chooser, open, { ...target, known: { ...target.known, types: new Set(['list'] as const) } });
}

/** Questions about the keys of a map: each key in question there or not, then no others. */
function ofKeys(chooser: Chooser, { name, given: [first] }: MethodPart, map: UnknownValue): Choices | undefined {
  const items = first?.kind === 'list' || first?.kind === 'set' ? first.items : [];
  const asked = name === 'hasAll' || name === 'hasAny' ? keysIn(chooser, items, map) : undefined;
  return asked ?? closingBut(chooser, items, map);
}
