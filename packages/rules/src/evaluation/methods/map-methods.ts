import { equals } from '../values/equals.ts';
import { failure, int, type MapDiffValue, type MapValue, type Outcome, type SetValue, string, type Value } from '../values/value.ts';
import { getter, type Method, type Methods } from './method.ts';

/** @see https://firebase.google.com/docs/reference/rules/rules.Map */
export const mapMethods: Methods<MapValue> = {
  size: getter(({ entries }) => int(entries.size)),
  keys: getter(({ entries }) => ({ kind: 'list', items: [...entries.keys()].map(string) })),
  values: getter(({ entries }) => ({ kind: 'list', items: [...entries.values()] })),
  /** The key, or what to take when it is missing. A list of keys goes down into maps inside. */
  get: { takes: ['any', 'any'], run: (target, [key, otherwise]) => getOr(target, key, otherwise) },
  diff: { takes: ['map'], run: (after, [before]) => (before?.kind === 'map' ? { kind: 'map_diff', before, after } : failure('type-mismatch', 'A map is compared with a map.')) },
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
  changedKeys: keysWhere((before, after) => before !== undefined && after !== undefined && equals(before, after) !== true),
  unchangedKeys: keysWhere((before, after) => before !== undefined && after !== undefined && equals(before, after) === true),
  affectedKeys: keysWhere((before, after) => before === undefined || after === undefined || equals(before, after) !== true),
};

type Holds = (before: Value | undefined, after: Value | undefined) => boolean;

function keysWhere(holds: Holds): Method<MapDiffValue> {
  return getter(({ before, after }): SetValue => {
    const keys = new Set([...after.entries.keys(), ...before.entries.keys()]);
    return { kind: 'set', items: [...keys].filter((key) => holds(before.entries.get(key), after.entries.get(key))).map(string) };
  });
}
