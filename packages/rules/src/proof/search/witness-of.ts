import type { Filter, FirestoreWrite, Query, RulesRequest } from '../../evaluation/request/request.ts';
import { fieldsToPlain, toPlain } from '../../evaluation/values/to-plain.ts';
import type { PlainFields, PlainValue } from '../../evaluation/values/plain-value.ts';
import { partsOfVariable, type Value } from '../../evaluation/values/value.ts';
import type { Witness } from '../witness.ts';
import { type Examples, examplesOf } from './examples.ts';
import { afterPrefix, mayBeThere, roots, type Scene } from './scene.ts';
import type { Guess, State } from './state.ts';
import { supposedValues } from './supposed-values.ts';
import type { Vocabulary } from './vocabulary.ts';

/** One request of the scene and the database that it meets, both of the state; `undefined` where no document holds such data. */
export function witnessOf(scene: Scene, state: State, vocabulary: Vocabulary): Witness | undefined {
  const examples = examplesOf(state, scene, vocabulary);
  const { access: { target }, before } = scene;
  const path = pathOf(scene, examples);
  const isStorage = target.service === 'firebase.storage';
  const existing = before === 'exists' && scene.access.operation !== 'list' ? plainOf(examples.fieldsOf(isStorage ? roots.object : roots.before)) : {};
  const others = documentsOf(scene, state, examples);
  const request = requestOf(scene, state, { examples, path });
  if (existing === undefined || others === undefined || request === undefined) return undefined;
  const here = before === 'exists' && scene.access.operation !== 'list' ? { [path]: existing } : {};
  return { request, documents: isStorage ? others : { ...others, ...here }, objects: isStorage ? here : {} };
}

function plainOf(fields: ReadonlyMap<string, Value>): PlainFields | undefined {
  return fieldsToPlain([...fields]);
}

function pathOf({ access: { target } }: Scene, examples: Examples): string {
  const steps = target.path.slice(3);
  const example = target.example.split('/');
  // A wildcard of any depth has no names of its own; the target's example does.
  const deep = example.length - steps.length + 1;
  let at = 0;
  return steps.flatMap((step) => {
    const [first = '', ...more] = example.slice(at, at + (typeof step !== 'string' && step.kind === 'any-depth' ? deep : 1));
    at += 1 + more.length;
    const value = typeof step === 'string' || step.kind === 'any-depth' || step.variable === undefined ? undefined : examples.valueOf(step.variable);
    return value?.kind === 'string' ? [value.value] : [first, ...more];
  }).join('/');
}

function documentsOf(scene: Scene, state: State, examples: Examples): Record<string, PlainFields> | undefined {
  const values = supposedValues(state);
  const places = new Set([...state.guesses.keys()].map((variable) => partsOfVariable(variable)[0] ?? '').filter((root) => root.startsWith('/')));
  const documents: Record<string, PlainFields> = {};
  for (const place of places) {
    if (!values.isThere(place) || !mayBeThere(scene, place)) continue;
    const fields = plainOf(examples.fieldsOf(place));
    if (fields === undefined) return undefined;
    documents[place.slice(1)] = fields;
  }
  return documents;
}

interface Made {
  readonly examples: Examples;
  readonly path: string;
}

function requestOf(scene: Scene, state: State, { examples, path }: Made): RulesRequest | undefined {
  const { access: { target: { service }, operation }, settings: { nowNanos } } = scene;
  const time = new Date(Number(nowNanos / 1_000_000n)).toISOString();
  const asked = { auth: authOf(scene, examples), time };
  const data = newData(scene, examples);
  if (data === undefined) return undefined;
  if (service === 'firebase.storage') return { service, ...asked, operation, bucket: 'bucket', path, ...((operation === 'create' || operation === 'update') && { upload: data }) };
  if (operation === 'list') return { service, ...asked, operation, path: path.split('/').slice(0, -1).join('/'), query: queryOf(scene, state, examples) };
  if (operation === 'get') return { service, ...asked, operation, path };
  const write: FirestoreWrite = operation === 'delete' ? { operation, path } : { operation, path, data };
  const along = writesAlong(state, examples);
  return along.length > 0 ? { service, ...asked, operation: 'batch', writes: [write, ...along] } : { service, ...asked, ...write };
}

function authOf({ auth, standing }: Scene, examples: Examples): RulesRequest['auth'] {
  if (auth === null) return null;
  const isOpen = standing.claims !== 'none' || standing.choosesEmail;
  return isOpen ? { ...auth, token: { ...auth.token, ...plainOf(examples.fieldsOf(roots.token)) } } : auth;
}

/** The document as it will be: of an update, what was there with what is new. */
function newData({ access: { operation, target } }: Scene, examples: Examples): PlainFields | undefined {
  if (target.service === 'firebase.storage') {
    const { name: _name, bucket: _bucket, ...upload } = plainOf(examples.fieldsOf(roots.upload)) ?? {};
    return upload;
  }
  const fields = examples.fieldsOf(roots.after);
  return plainOf(operation === 'update' ? new Map([...examples.fieldsOf(roots.before), ...fields]) : fields);
}

/** Other documents that are spoken of as they are after the request are written with it. */
function writesAlong(state: State, examples: Examples): readonly FirestoreWrite[] {
  const values = supposedValues(state);
  const places = new Set([...state.guesses.keys()].map((variable) => partsOfVariable(variable)[0] ?? '').filter((root) => root.startsWith(afterPrefix)));
  return [...places].flatMap((place): readonly FirestoreWrite[] => {
    const path = place.slice(afterPrefix.length + 1);
    const existed = values.isThere(`/${path}`);
    if (!values.isThere(place)) return existed && values.isMissing(place) ? [{ operation: 'delete', path }] : [];
    return [{ operation: existed ? 'update' : 'create', path, data: plainOf(examples.fieldsOf(place)) ?? {} }];
  });
}

/** The filters that say what the state supposes of the documents. */
function queryOf(scene: Scene, state: State, examples: Examples): Query {
  const id = scene.access.target.path.at(-1);
  const named = typeof id === 'object' && id.kind === 'unknown' && id.variable !== undefined ? state.guesses.get(id.variable) : undefined;
  const name = typeof id === 'string' ? id : named?.kind === 'is' && named.value.kind === 'string' ? named.value.value : named?.kind === 'some' ? named.known.standsFor : undefined;
  const byName: readonly Filter[] = name === undefined ? [] : [{ field: '__name__', operator: '==', value: name }];
  const where = [...state.guesses].flatMap(([variable, guess]) => {
    const [root, ...keys] = partsOfVariable(variable);
    return root === roots.before && keys.length > 0 ? filtersOf(keys.join('.'), guess) : [];
  });
  const { limit, offset, orderBy } = plainOf(examples.fieldsOf(roots.query)) ?? {};
  return {
    where: [...byName, ...where], ...(typeof limit === 'number' && { limit }), ...(typeof offset === 'number' && { offset }), ...(orderBy !== undefined && { orderBy }),
  };
}

/** A filter that holds for every document with the field, but for one value that none has. */
const anyValue = 'a-value-that-no-document-has';

function filtersOf(field: string, guess: Guess): readonly Filter[] {
  if (guess.kind === 'is') return filter(field, '==', guess.value);
  if (guess.kind !== 'some') return [];
  const { excludes = [], contains = [], lower, upper } = guess.known;
  const filters = [
    ...contains.flatMap((item) => filter(field, 'array-contains', item)),
    ...excludes.flatMap((value) => filter(field, '!=', value)),
    ...(lower === undefined ? [] : filter(field, lower.inclusive ? '>=' : '>', lower.value)),
    ...(upper === undefined ? [] : filter(field, upper.inclusive ? '<=' : '<', upper.value)),
  ];
  return filters.length > 0 ? filters : [{ field, operator: '!=', value: anyValue }];
}

function filter(field: string, operator: Filter['operator'], value: Value): readonly Filter[] {
  const plain: PlainValue | undefined = toPlain(value);
  return plain === undefined ? [] : [{ field, operator, value: plain }];
}
