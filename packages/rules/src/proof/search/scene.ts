import type { RulesAuth } from '../../evaluation/request/request.ts';
import { type Knowledge, partsOfVariable, string, type Value } from '../../evaluation/values/value.ts';
import type { Access, Before, ProofSettings } from '../access.ts';
import type { Standing } from '../standing.ts';

/** One caller, one operation, one kind of path, one state of the document before: what a search is about. */
export interface Scene {
  readonly access: Access;
  readonly before: Before;
  readonly auth: RulesAuth | null;
  readonly standing: Standing;
  readonly settings: ProofSettings;
  /** Wildcards of the path that are settled, by name. */
  readonly settled: ReadonlyMap<string, string>;
}

/** Who decides about a variable. */
export type Role =
  /** The caller: new data, the query, the name of what is asked for. */
  | 'controlled'
  /** The caller's token, where the standing leaves it open. */
  | 'claim'
  /** The document before the request. */
  | 'target'
  /** What a query can say of the documents it returns. */
  | 'filter'
  | DocumentRole;

/**
 * Another document. `own`: the caller's uid is its name, or that of the first document around it. `membership`: the uid names it
 * further down, as in `chats/c/members/uid`. `around`: its path comes from the request or the data. `fixed`: it is spelled out in the rules.
 */
export type DocumentRole = 'own' | 'membership' | 'around' | 'fixed';

export const roots = {
  before: 'resource.data', after: 'request.resource.data', object: 'resource', upload: 'request.resource', token: 'request.auth.token', query: 'request.query',
} as const;

/** Of a document in the state after the request. */
export const afterPrefix = 'after ';

export function roleOf({ access: { operation }, auth }: Scene, variable: string): Role {
  const [root = ''] = partsOfVariable(variable);
  if (root === roots.before || root === roots.object) return operation === 'list' ? 'filter' : 'target';
  if (root === roots.token) return 'claim';
  if (root.startsWith(afterPrefix)) return 'controlled';
  return root.startsWith('/') ? documentRole(root, auth) : 'controlled';
}

export function documentRole(path: string, auth: RulesAuth | null): DocumentRole {
  const names = path.split('/').slice(1);
  const at = auth === null ? -1 : names.findIndex((name) => callerNames(auth).some((caller) => name.includes(caller)));
  if (at !== -1) return at === 1 ? 'own' : 'membership';
  return names.some((name) => name.startsWith('some-')) ? 'around' : 'fixed';
}

export function callerNames({ uid, token }: RulesAuth): readonly string[] {
  return typeof token['email'] === 'string' ? [uid, token['email']] : [uid];
}

/** If the standing lets a document that is named after the caller be there. */
export function mayBeThere({ standing, auth }: Scene, path: string): boolean {
  switch (documentRole(path, auth)) {
    case 'own': return standing.ownDocuments !== 'none';
    case 'membership': return standing.isListed || standing.ownDocuments === 'any' || standing.ownDocuments === 'moderator';
    default: return true;
  }
}

/** What the standing says of the data that a variable is in: where the caller is not named. */
export function neverIn(scene: Scene, role: Role): Knowledge {
  const { standing, auth } = scene;
  if (auth === null || role === 'controlled' || role === 'claim' || role === 'own' || role === 'membership') return {};
  const names = (standing.choosesEmail ? [auth.uid] : callerNames(auth)).map(string);
  if (role === 'fixed') return standing.ownDocuments === 'any' ? {} : { neverIs: names, neverHas: names };
  const isNamed = standing.isNamedByField === 'anywhere' || (standing.isNamedByField === 'as-author' && role !== 'around' && isNested(scene));
  return { ...(!isNamed && { neverIs: names }), ...(!standing.isListed && { neverHas: names }) };
}

/** An entry in something, such as a message in a chat. */
function isNested({ access: { target } }: Scene): boolean {
  return target.example.split('/').length >= 4;
}

/** If a value names the caller: is, or has in it, the uid or the address. */
export function namesCaller({ auth }: Scene, value: Value): boolean {
  return auth !== null && value.kind === 'string' && callerNames(auth).some((name) => value.value.includes(name));
}
