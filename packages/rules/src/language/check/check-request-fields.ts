import type { Expression, Member, RulesFile } from '../ast.ts';
import { diagnostic, type Diagnostic } from '../diagnostic.ts';
import type { Names } from '../names/names.ts';
import { allExpressions } from './functions-of.ts';

/**
 * What can follow `request.`, `request.auth.`, `request.query.` and `resource.`. `params` is of Storage, `writeFields` is out of use; both
 * are no mistakes of today.
 * @see https://firebase.google.com/docs/reference/rules/rules.firestore.Request
 * @see https://firebase.google.com/docs/reference/rules/rules.storage.Resource
 */
const ofRequest: ReadonlySet<string> = new Set(['auth', 'method', 'params', 'path', 'query', 'resource', 'time', 'writeFields']);
const ofPart: ReadonlyMap<string, ReadonlySet<string>> = new Map([['auth', new Set(['token', 'uid'])], ['query', new Set(['limit', 'offset', 'orderBy'])]]);
const ofResource: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['cloud.firestore', new Set(['data', 'id', '__name__'])],
  ['firebase.storage', new Set([
    'bucket', 'cacheControl', 'contentDisposition', 'contentEncoding', 'contentLanguage', 'contentType', 'crc32c', 'etag', 'generation', 'md5Hash', 'metadata', 'metageneration', 'name', 'size', 'timeCreated', 'updated',
  ])],
]);

/** Fields that no request or document has, such as `request.user`, `request.auth.email`, or `resource.owner` for `resource.data.owner`. */
export function checkRequestFields(file: RulesFile, names: Names): readonly Diagnostic[] {
  const services = new Set(file.services.map(({ name }) => name.text));
  const [only] = services;
  const outside = { file: { ...file, services: [] }, service: services.size === 1 ? only : undefined };
  const inside = file.services.map((service) => ({ file: { ...file, functions: [], services: [service] }, service: service.name.text }));
  return [outside, ...inside].flatMap((part) => [...allExpressions(part.file)].flatMap((expression) => (expression.kind === 'member' ? remarks(expression, names, part.service) : [])));
}

function remarks(member: Member, names: Names, service: string | undefined): readonly Diagnostic[] {
  const known = fieldsKnown(member.object, names, service);
  if (known === undefined || known.has(member.name.text)) return [];
  return [diagnostic('unknown-request-field', member.name.range, `"${member.name.text.slice(0, 80)}" is no field there; there are ${[...known].join(', ')}.`)];
}

function fieldsKnown(object: Expression, names: Names, service: string | undefined): ReadonlySet<string> | undefined {
  if (object.kind === 'member') {
    if (!isVariable(object.object, 'request', names)) return undefined;
    return object.name.text === 'resource' ? ofResource.get(service ?? '') : ofPart.get(object.name.text);
  }
  if (isVariable(object, 'request', names)) return ofRequest;
  return isVariable(object, 'resource', names) ? ofResource.get(service ?? '') : undefined;
}

function isVariable(expression: Expression, kind: 'request' | 'resource', names: Names): boolean {
  return expression.kind === 'variable' && names.variables.get(expression)?.kind === kind;
}
