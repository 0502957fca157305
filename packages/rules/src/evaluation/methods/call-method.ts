import { every, has, some } from '../values/equals.ts';
import { hasUnknown } from '../values/has-unknown.ts';
import { bool, failure, mismatch, type Outcome, present, string, unknown, type UnknownValue, type Value } from '../values/value.ts';
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
const precise: ReadonlySet<string> = new Set(['get', 'keys', 'size', 'values', 'hasAll', 'hasAny', 'hasOnly', 'concat']);

function dependsOnUnknown(target: Value, name: string, given: readonly Value[]): boolean {
  if (given.some((each) => each.kind === 'unknown')) return true;
  return !precise.has(name) && (hasUnknown(target) || given.some(hasUnknown));
}

/** What can be said of a method's answer without knowing the target whole. */
function ofUnknown(target: UnknownValue, name: string, given: readonly Value[]): Outcome {
  const { fields, contains } = target.known;
  const [first] = given;
  if (name === 'get' && first?.kind === 'string' && given.length === 2) return fields?.get(first.value) ?? unknown(`${target.name}.${first.value}`);
  if (name === 'keys' && given.length === 0 && fields !== undefined) return present(`${target.name}.keys()`, { contains: [...fields.keys()].map(string) });
  const isCertain = contains !== undefined && first?.kind === 'list' && given.length === 1 && certainly(name, contains, first.items);
  return isCertain ? bool(true) : unknown(`${target.name}.${name}()`);
}

function certainly(name: string, contains: readonly Value[], others: readonly Value[]): boolean {
  const found = others.map((other) => has(contains, other));
  return (name === 'hasAll' && every(found) === true) || (name === 'hasAny' && some(found) === true);
}

export function argumentProblem(name: string, { takes }: Pick<Method, 'takes'>, given: readonly Value[]): Outcome | undefined {
  if (given.length !== takes.length) return failure('wrong-arguments', `${name}() takes ${takes.length} arguments, not ${given.length}.`);
  const at = given.findIndex((value, index) => value.kind !== 'unknown' && !accepts(takes[index] ?? 'any', value));
  const wrong = given[at];
  return wrong === undefined ? undefined : mismatch(`${name}()`, wrong);
}
