import { equals } from '../values/equals.ts';
import { lacksKey } from '../operators/look-up.ts';
import { failure, int, isMapLike, type MapDiffValue, type MapValue, mayFail, type Outcome, present, string, type Value } from '../values/value.ts';
import { getter, type Method, type Methods } from './method.ts';

/** @see https://firebase.google.com/docs/reference/rules/rules.Map */
export const mapMethods: Methods<MapValue> = {
  size: getter(({ entries }) => int(entries.size)),
  keys: getter(({ entries }) => ({ kind: 'list', items: [...entries.keys()].map(string) })),
  values: getter(({ entries }) => ({ kind: 'list', items: [...entries.values()] })),
  /** The key, or what to take when it is missing. A list of keys goes down into maps inside. */
  get: { takes: ['any', 'any'], run: (target, [key, otherwise]) => getOr(target, key, otherwise) },
  diff: { takes: ['map'], run: (after, [before]) => (before !== undefined && isMapLike(before) ? { kind: 'map_diff', before, after } : failure('type-mismatch', 'A map is compared with a map.')) },
};

function getOr(target: MapValue, key: Value | undefined, otherwise: Value | undefined): Outcome {
  const keys = key?.kind === 'list' ? key.items : [key];
  let at: Value | undefined = target;
  for (const each of keys) {
    if (each?.kind !== 'string') return failure('type-mismatch', 'A key is of type string.');
    at = at?.kind === 'map' ? at.entries.get(each.value) : undefined;
  }
  return at ?? otherwise ?? failure('wrong-arguments', 'get() takes a key and a default.');
}

/** @see https://firebase.google.com/docs/reference/rules/rules.MapDiff */
export const mapDiffMethods: Methods<MapDiffValue> = {
  addedKeys: keysWhere((before, after) => before === undefined && after !== undefined),
  removedKeys: keysWhere((before, after) => before !== undefined && after === undefined),
  changedKeys: keysWhere((before, after) => before !== undefined && after !== undefined && not(equals(before, after))),
  unchangedKeys: keysWhere((before, after) => before !== undefined && after !== undefined && equals(before, after)),
  affectedKeys: keysWhere((before, after) => before === undefined || after === undefined || not(equals(before, after))),
};

/** `undefined`: depends on what is unknown. */
type Holds = (before: Value | undefined, after: Value | undefined) => boolean | undefined;

function keysWhere(holds: Holds): Method<MapDiffValue> {
  return getter((diff) => keysOfDiff(diff, holds));
}

function keysOfDiff(diff: MapDiffValue, holds: Holds): Value {
  const { before, after } = diff;
  const keys = [...new Set([...knownKeys(after), ...knownKeys(before)])];
  const answers = keys.map((key) => answerOf(stateOf(before, key), stateOf(after, key), holds));
  const those = (answer: boolean) => keys.filter((_, at) => answers[at] === answer).map(string);
  if (before.kind === 'map' && after.kind === 'map' && !answers.includes(undefined)) return { kind: 'set', items: those(true) };
  return present('the keys that differ', { types: new Set(['set']), contains: those(true), lacks: those(false), keysOfDiff: diff });
}

/** A key's value, `missing`, or `undefined` where neither is known. */
type KeyState = Value | 'missing' | undefined;

function stateOf(map: MapDiffValue['before'], key: string): KeyState {
  if (map.kind === 'map') return map.entries.get(key) ?? 'missing';
  if (lacksKey(map, key)) return 'missing';
  const field = map.known.fields?.get(key);
  return field === undefined || mayFail(field) ? undefined : field;
}

function answerOf(before: KeyState, after: KeyState, holds: Holds): boolean | undefined {
  if (before === undefined || after === undefined) return undefined;
  if (before === 'missing' && after === 'missing') return false;
  return holds(before === 'missing' ? undefined : before, after === 'missing' ? undefined : after);
}

function knownKeys(map: MapDiffValue['before']): readonly string[] {
  return map.kind === 'map' ? [...map.entries.keys()] : [...(map.known.fields?.keys() ?? []), ...(map.known.missing ?? [])];
}

function not(answer: boolean | undefined): boolean | undefined {
  return answer === undefined ? undefined : !answer;
}
