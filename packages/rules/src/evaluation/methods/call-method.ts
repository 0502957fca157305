import { hasKey, membership } from '../operators/membership.ts';
import { every, has, some } from '../values/equals.ts';
import { hasUnknown } from '../values/has-unknown.ts';
import { bool, failure, inherited, isMapLike, mayFail, mismatch, type Outcome, present, string, unknown, type UnknownValue, type Value } from '../values/value.ts';
import { listMethods } from './list-methods.ts';
import { mapDiffMethods, mapMethods } from './map-methods.ts';
import { accepts, type Method, type Methods, type Tools } from './method.ts';
import { bytesMethods, latLngMethods, pathMethods } from './other-methods.ts';
import { setMethods } from './set-methods.ts';
import { stringMethods } from './string-methods.ts';
import { durationMethods, timestampMethods } from './time-methods.ts';

/** Each table is read with a target of its own type only; the map is what ties the two. */
const tables: Readonly<Partial<Record<Value['kind'], ReadonlyMap<string, Method>>>> = {
  string: tableOf(stringMethods),
  list: tableOf(listMethods),
  set: tableOf(setMethods),
  map: tableOf(mapMethods),
  map_diff: tableOf(mapDiffMethods),
  timestamp: tableOf(timestampMethods),
  duration: tableOf(durationMethods),
  bytes: tableOf(bytesMethods),
  latlng: tableOf(latLngMethods),
  path: tableOf(pathMethods),
};

function tableOf<Target extends Value>(methods: Methods<Target>): ReadonlyMap<string, Method> {
  return new Map(Object.entries(methods) as [string, Method][]);
}

/** `target.name(given)`. */
export function callMethod(target: Value, name: string, { given, tools }: { readonly given: readonly Value[]; readonly tools: Tools }): Outcome {
  if (target.kind === 'unknown') return ofUnknown(target, name, given);
  const method = tables[target.kind]?.get(name);
  if (method === undefined) return mismatch(`${name}()`, target);
  const problem = argumentProblem(name, method, given);
  if (problem !== undefined) return problem;
  return dependsOnUnknown(target, name, given) ? unknown(`${name}()`) : method.run(target, given, tools);
}

/** Methods that look only at what they are asked for. */
const precise: ReadonlySet<string> = new Set(['get', 'keys', 'size', 'values', 'hasAll', 'hasAny', 'hasOnly', 'concat', 'addedKeys', 'removedKeys', 'changedKeys', 'unchangedKeys', 'affectedKeys']);

function dependsOnUnknown(target: Value, name: string, given: readonly Value[]): boolean {
  if (name === 'diff') return !given.every(isMapLike);
  if (given.some((each) => each.kind === 'unknown')) return true;
  return !precise.has(name) && (hasUnknown(target) || given.some(hasUnknown));
}

/** What can be said of a method's answer without knowing the target whole. */
function ofUnknown(target: UnknownValue, name: string, given: readonly Value[]): Outcome {
  const { fields, contains, types } = target.known;
  const [first] = given;
  if (types !== undefined && ![...types].some((type) => tables[type]?.has(name) === true)) return failure('type-mismatch', `${name}() does not work on ${target.name}.`);
  if (name === 'diff' && first !== undefined && isMapLike(first) && isMapLike(target)) return { kind: 'map_diff', before: first, after: target };
  if (name === 'get' && first?.kind === 'string' && given.length === 2) return fieldOr(target, first.value, given[1]);
  if (name === 'keys' && given.length === 0 && isMapLike(target)) return present(`${target.name}.keys()`, { types: new Set(['list']), contains: [...(fields?.keys() ?? [])].map(string), keysOf: target });
  if (name === 'values' && given.length === 0 && isMapLike(target)) return present(`${target.name}.values()`, { types: new Set(['list']), contains: [...(fields?.values() ?? [])].filter((value) => !mayFail(value)), valuesOf: target });
  const answer = contains !== undefined && (first?.kind === 'list' || first?.kind === 'set') && given.length === 1 ? ofMembers(name, target, first.items) : undefined;
  const known = name === 'split' ? inherited(target) : {};
  return answer === undefined ? { ...unknown(`${target.name}.${name}()`), isPresent: isSure(target, name), known } : bool(answer);
}

/** Questions about a collection that is one, which cannot fail. */
function isSure({ isPresent, known: { types } }: UnknownValue, name: string): boolean {
  const isCollection = types?.size === 1 && (types.has('list') || types.has('set') || types.has('map'));
  return isPresent && isCollection && ['size', 'hasAll', 'hasAny', 'hasOnly'].includes(name);
}

/** `get(key, otherwise)`. */
function fieldOr(target: UnknownValue, key: string, otherwise: Value | undefined): Outcome {
  if (isMapLike(target) && hasKey(target, key) === false) return otherwise ?? failure('wrong-arguments', 'get() takes a key and a default.');
  const field = target.known.fields?.get(key);
  if (field !== undefined && !mayFail(field)) return field;
  return unknown(`${target.name}.${key}, or what to take instead`);
}

/** Whether items are among those of an unknown collection. */
function ofMembers(name: string, target: UnknownValue, others: readonly Value[]): boolean | undefined {
  const found = others.map((other) => membershipOf(other, target));
  if (name === 'hasAll') return every(found);
  if (name === 'hasAny') return some(found);
  return name === 'hasOnly' && target.known.contains?.some((item) => has(others, item) === false) === true ? false : undefined;
}

function membershipOf(value: Value, target: UnknownValue): boolean | undefined {
  const outcome = membership(value, target);
  return outcome.kind === 'bool' ? outcome.value : undefined;
}

export function argumentProblem(name: string, { takes }: Pick<Method, 'takes'>, given: readonly Value[]): Outcome | undefined {
  if (given.length !== takes.length) return failure('wrong-arguments', `${name}() takes ${takes.length} arguments, not ${given.length}.`);
  const at = given.findIndex((value, index) => value.kind !== 'unknown' && !accepts(takes[index] ?? 'any', value));
  const wrong = given[at];
  return wrong === undefined ? undefined : mismatch(`${name}()`, wrong);
}
