import type { Expression, LiteralValue, PathExpression } from '../language/ast.ts';
import type { Limit } from '../intents/intent.ts';
import { isSameName, placeOf } from '../intents/place.ts';
import type { Names } from '../language/names/names.ts';
import { withinExpression } from '../language/walk.ts';
import type { Analysis, Row } from './analysis.ts';
import { belowRoot } from './intent-of.ts';
import { fieldRead, reachableFrom } from './reachable.ts';

/** What rules take from a document of the caller's own, such as `get(/…/users/$(request.auth.uid)).data.role == 'admin'`. */
interface Trust {
  readonly collection: string;
  /** Undefined: that the document is there is enough. */
  readonly field: string | undefined;
  /** What the field is compared with, as the language writes it; undefined when that could not be told. */
  readonly values: readonly string[] | undefined;
}

/** Fields that give power over others; other fields of the own document, such as a name, are nobody's business here. */
const powerFields = ['role', 'roles', 'userRole', 'admin', 'isAdmin', 'isModerator', 'moderator', 'isStaff', 'staff', 'isOwner', 'superuser', 'isSuperAdmin', 'permissions', 'permission', 'access', 'accessLevel', 'level', 'rank', 'claims', 'groups'];
/** Collections in which a document is power by being there. */
const powerCollections = ['admins', 'admin', 'admin_users', 'administrators', 'moderators', 'staff', 'roles', 'managers', 'editors', 'superusers'];
/** What a role says of everybody. */
const ordinaryRoles = ['user', 'member', 'customer', 'guest', 'viewer', 'reader', 'basic', 'free', 'student'];

/** For each row whose documents other rules believe: its owner may not write what they believe. */
export function authorityLimits({ ruleset, rows }: Analysis): ReadonlyMap<Row, readonly Limit[]> {
  const conditions = ruleset.matches.flatMap(({ allows }) => allows.flatMap(({ condition }) => condition ?? []));
  const trusts = conditions.flatMap((condition) => trustsOf(condition, ruleset.names));
  return new Map(rows.filter(({ target }) => target.service === 'cloud.firestore').map((row) => {
    const collection = placeOf(belowRoot(row.target.flat.path), row.target.service).names.at(-2);
    return [row, limitsFrom(trusts.filter((trust) => collection !== undefined && isSameName(trust.collection, collection)))];
  }));
}

function limitsFrom(trusts: readonly Trust[]): readonly Limit[] {
  const fields = new Set(trusts.flatMap(({ field }) => field ?? []));
  const ofFields = [...fields].map((field) => fieldLimit(field, trusts.filter((trust) => trust.field === field)));
  return trusts.some(({ field }) => field === undefined) ? [...ofFields, existenceLimit] : ofFields;
}

function fieldLimit(field: string, trusts: readonly Trust[]): Limit {
  const after = `request.resource.data.get('${field}', null)`;
  const isOpen = trusts.some(({ values }) => values === undefined);
  const gains = isOpen ? `${after} != null` : `${after} in [${[...new Set(trusts.flatMap(({ values }) => values ?? []))].join(', ')}]`;
  return {
    name: 'granted-fields', check: 'admin-role', severity: 'critical', by: ['owner', 'stranger'], isAboutOwnDocument: true,
    when: { create: [gains], update: [`${gains} && ${after} != resource.data.get('${field}', null)`] },
    words: `give themselves the ${field} that other rules believe`,
    fix: `keep "${field}" out of what its owner writes: create without it, update with "!request.resource.data.diff(resource.data).affectedKeys().hasAny(['${field}'])"; or keep the role in a custom claim`,
  };
}

const existenceLimit: Limit = {
  name: 'granted-fields', check: 'admin-role', severity: 'critical', by: ['owner', 'stranger'], isAboutOwnDocument: true,
  when: { create: ['true'] },
  words: 'create the document that other rules believe',
  fix: 'let no client write here; add admins with the Admin SDK, or use a custom claim',
};

function trustsOf(condition: Expression, names: Names): readonly Trust[] {
  const all = [...reachableFrom(condition, names)];
  const reads = all.flatMap((expression) => {
    const read = fieldRead(expression);
    const collection = read && dataOfOwnDocument(read.object, names);
    return read === undefined || collection === undefined || !isAmong(powerFields, read.name) ? [] : [{ expression, collection, field: read.name }];
  });
  return [
    ...reads.map(({ expression, collection, field }) => ({ collection, field, values: valuesThatCount(expression, field, all) })).filter(({ values }) => values?.length !== 0),
    ...all.flatMap((expression) => {
      const collection = ownDocument(expression, names, ['exists']);
      return collection !== undefined && isAmong(powerCollections, collection) ? [{ collection, field: undefined, values: undefined }] : [];
    }),
  ];
}

/** The collection, when an expression is `.data` of the caller's own document. */
function dataOfOwnDocument(expression: Expression, names: Names): string | undefined {
  const value = resolved(expression, names);
  return value.kind === 'member' && value.name.text === 'data' ? ownDocument(resolved(value.object, names), names, ['get', 'getAfter']) : undefined;
}

function ownDocument(expression: Expression, names: Names, functions: readonly string[]): string | undefined {
  const isAccess = (expression.kind === 'call' || expression.kind === 'method') && functions.includes(expression.name.text);
  const path = isAccess ? expression.arguments[0] : undefined;
  return path?.kind === 'path' ? collectionOfCaller(path, names) : undefined;
}

/** `users` of `/databases/$(database)/documents/users/$(request.auth.uid)`. */
function collectionOfCaller({ segments }: PathExpression, names: Names): string | undefined {
  const [collection, document] = segments.slice(-2);
  if (collection?.kind !== 'literal' || document?.kind !== 'inserted') return undefined;
  return isCallerUid(resolved(document.value, names), names) ? collection.text : undefined;
}

export function isCallerUid(expression: Expression, names: Names): boolean {
  if (expression.kind === 'member') return ['uid', 'sub', 'user_id'].includes(expression.name.text);
  const binding = expression.kind === 'variable' ? names.variables.get(expression) : undefined;
  return binding?.kind === 'parameter' && /uid|user/i.test(binding.parameter.text);
}

/** What a name bound by let, or a function of this file, stands for. */
export function resolved(expression: Expression, names: Names, depth = 0): Expression {
  if (depth > 20) return expression;
  const binding = expression.kind === 'variable' ? names.variables.get(expression) : undefined;
  if (binding?.kind === 'let') return resolved(binding.binding.value, names, depth + 1);
  const callee = expression.kind === 'call' ? names.calls.get(expression) : undefined;
  return callee?.kind === 'declared' ? resolved(callee.declaration.result, names, depth + 1) : expression;
}

/** Literals that stand beside it in `==` and `in`. A field that is a condition by itself has to be true. */
function valuesThatCount(read: Expression, field: string, all: readonly Expression[]): readonly string[] | undefined {
  const others = all.flatMap((expression) => {
    if (expression.kind !== 'binary' || (expression.operator !== '==' && expression.operator !== 'in')) return [];
    return expression.left === read ? expression.right : expression.right === read ? expression.left : [];
  });
  const literals = others.flatMap((other) => [...withinExpression(other)]).flatMap((each) => (each.kind === 'literal' ? each.value : []));
  if (literals.length > 0) return literals.flatMap(textOf);
  return others.length === 0 && /^(is|admin$|moderator$|staff$|superuser$)/i.test(field) ? ['true'] : undefined;
}

function textOf(value: LiteralValue): readonly string[] {
  if (value.kind === 'string') return isAmong(ordinaryRoles, value.value) || /['\\]/.test(value.value) ? [] : [`'${value.value}'`];
  return value.kind === 'bool' || value.kind === 'int' ? [String(value.value)] : [];
}

function isAmong(words: readonly string[], word: string): boolean {
  return words.some((each) => isSameName(each, word));
}
