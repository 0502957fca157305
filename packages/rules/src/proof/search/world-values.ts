import type { AccessName } from '../../language/names/language-names.ts';
import type { DocumentAccess } from '../../evaluation/document-access.ts';
import { isDocumentPath } from '../../evaluation/document-access.ts';
import { documentValue } from '../../evaluation/document-value.ts';
import type { RequestSegment } from '../../evaluation/match-path.ts';
import { requestValue } from '../../evaluation/request/request-value.ts';
import { fieldsFrom } from '../../evaluation/values/from-plain.ts';
import { pathText } from '../../evaluation/values/path-text.ts';
import { bool, childVariable, failure, type Knowledge, map, type MapValue, nullValue, type Outcome, type PathValue, present, string, unknown, type Value } from '../../evaluation/values/value.ts';
import { afterPrefix, mayBeThere, neverIn, roleOf, roots, type Scene } from './scene.ts';
import type { State } from './state.ts';
import { type SupposedValues, supposedValues } from './supposed-values.ts';

/** What the language sees of a scene in a state. */
export interface WorldValues {
  readonly path: readonly RequestSegment[];
  readonly request: Value;
  readonly resource: Value;
  readonly documents: DocumentAccess;
}

export function worldValues(scene: Scene, state: State): WorldValues {
  const values = supposedValues(state, (variable) => alwaysIn(scene, variable));
  const path = pathIn(scene, values);
  return { path, request: requestIn(scene, values, path), resource: resourceIn(scene, values, path), documents: documentsIn(scene, values) };
}

/** A query knows of the documents what its filters say, and nothing of whom they name. */
function alwaysIn(scene: Scene, variable: string): Knowledge {
  const role = roleOf(scene, variable);
  return role === 'filter' ? {} : neverIn(scene, role);
}

function pathIn({ access: { target } }: Scene, values: SupposedValues): readonly RequestSegment[] {
  return target.path.map((step) => {
    if (typeof step === 'string' || step.kind === 'any-depth' || step.variable === undefined) return step;
    const value = values.valueOf(step.variable, step.name, step.known);
    return value?.kind === 'string' ? value.value : value?.kind === 'unknown' ? value : step;
  });
}

function requestIn(scene: Scene, values: SupposedValues, path: readonly RequestSegment[]): Value {
  const { access: { operation, target }, settings: { nowNanos }, auth } = scene;
  const writes = operation === 'create' || operation === 'update';
  const isStorage = target.service === 'firebase.storage';
  const resource = !writes ? nullValue : isStorage ? values.rootOf(roots.upload) : documentIn(path, values.rootOf(roots.after));
  const plain = requestValue({ auth: null, method: operation, path: pathValue(path, operation === 'list'), resource, nowNanos, ...(operation === 'list' && { query: values.rootOf(roots.query) }) });
  if (plain.kind !== 'map' || auth === null) return plain;
  return map([...plain.entries, ['auth', map([['uid', string(auth.uid)], ['token', tokenIn(scene, values)]])]]);
}

/** The token as it is, with what the standing leaves open. */
function tokenIn(scene: Scene, values: SupposedValues): Value {
  const { standing, auth, settings } = scene;
  const settled = fieldsFrom(auth?.token ?? {}, settings.nowNanos);
  const entries = standing.choosesEmail || standing.claims !== 'none'
    ? new Map([...settled.entries].map(([key, value]) => [key, key === 'email' ? values.valueOf(childVariable(roots.token, 'email'), `${roots.token}.email`, { types: new Set(['string'] as const) }) ?? value : value]))
    : settled.entries;
  if (standing.claims === 'none') return { kind: 'map', entries };
  const claims = values.rootOf(roots.token);
  if (claims.kind !== 'unknown') return claims.kind === 'map' ? map([...entries, ...claims.entries]) : claims;
  // An address and its verification come from the provider, never from a custom claim.
  const missing = new Set([...(claims.known.missing ?? []), ...['email', 'email_verified'].filter((claim) => !entries.has(claim))]);
  return { ...claims, known: { ...claims.known, fields: new Map([...entries, ...(claims.known.fields ?? [])]), missing } };
}

function resourceIn(scene: Scene, values: SupposedValues, path: readonly RequestSegment[]): Value {
  const { access: { target }, before } = scene;
  if (before === 'missing') return nullValue;
  return target.service === 'firebase.storage' ? values.rootOf(roots.object) : documentIn(path, values.rootOf(roots.before));
}

function documentIn(path: readonly RequestSegment[], data: Value): MapValue {
  const last = path.at(-1);
  const id = typeof last === 'string' ? string(last) : last?.kind === 'unknown' ? last : present('the id of the document');
  return map([['data', data], ['id', id], ['__name__', pathValue(path, false)]]);
}

function pathValue(path: readonly RequestSegment[], isCollection: boolean): Value {
  const names = (isCollection ? path.slice(0, -1) : path).map((step) => (typeof step === 'string' ? step : step.kind === 'unknown' ? step.known.standsFor : undefined));
  return names.every((name) => name !== undefined) ? { kind: 'path', segments: names } : present('the path');
}

function documentsIn(scene: Scene, values: SupposedValues): DocumentAccess {
  return { look: (name, path) => (path.kind === 'unknown' ? unknown(`${name}(${path.name})`) : path.kind === 'path' && isDocumentPath(path) ? lookIn(scene, values, { name, path }) : failure('bad-path', `${name}() takes the path of a document.`)) };
}

interface Look {
  readonly name: AccessName;
  readonly path: PathValue;
}

/** Where a looked-up document lies: its variable, or the document that the request itself is about. */
export function placeOfDocument(scene: Scene, { name, path }: Look): string {
  const [, database] = path.segments;
  // Of another database than the request's own, by its whole path.
  const relative = pathText({ ...path, segments: path.segments.slice(database === '(default)' ? 3 : 0) });
  const isAfter = name === 'getAfter' || name === 'existsAfter';
  if (relative === `/${scene.access.target.example}`) return isAfter && scene.access.operation !== 'get' && scene.access.operation !== 'list' ? roots.after : roots.before;
  return isAfter && writes(scene) ? `${afterPrefix}${relative}` : relative;
}

function writes({ access: { operation } }: Scene): boolean {
  return operation === 'create' || operation === 'update' || operation === 'delete';
}

function lookIn(scene: Scene, values: SupposedValues, look: Look): Outcome {
  const place = placeOfDocument(scene, look);
  const asksExistence = look.name === 'exists' || look.name === 'existsAfter';
  const isThere = existenceOf(scene, values, place);
  if (isThere === undefined) return asksExistence ? present(`${look.name}(${place})`, { types: new Set(['bool']) }) : unknown(`${look.name}(${place})`);
  if (asksExistence) return bool(isThere);
  if (!isThere) return failure('missing-document', `There is no document at ${place}.`);
  return documentValue(look.path, values.rootOf(place));
}

function existenceOf(scene: Scene, values: SupposedValues, place: string): boolean | undefined {
  const { access: { operation }, before } = scene;
  if (place === roots.before) return before === 'exists';
  if (place === roots.after) return operation !== 'delete';
  if (values.isMissing(place) || (!place.startsWith(afterPrefix) && !mayBeThere(scene, place))) return false;
  return values.isThere(place) ? true : undefined;
}
