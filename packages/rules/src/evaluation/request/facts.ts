import type { BudgetLimits } from '../budget.ts';
import type { RegexEngine } from '../regex-engine.ts';
import type { PlainFields } from '../values/plain-value.ts';

/** The state of the world that a request meets, asked for synchronously. */
export interface RulesFacts {
  /** The fields of a document before the request, by its full path such as `/databases/(default)/documents/users/ada`. */
  readonly document?: (path: string) => PlainFields | undefined;
  /** The metadata of a stored object before the request. */
  readonly object?: (bucket: string, path: string) => PlainFields | undefined;
  /** Without one, `matches()`, `replace()` and `split()` are errors. */
  readonly regex?: RegexEngine;
  /** See `AccessSources`. Default `error`, as in production. */
  readonly missingDocument?: 'error' | 'null';
  /** Where they differ from Firebase's. */
  readonly limits?: Partial<BudgetLimits>;
}

/** Facts of a database given as paths and fields: `users/ada` in the default database, `databases/other/documents/users/ada` in another. */
export function factsOfDocuments(documents: Readonly<Record<string, PlainFields>>): RulesFacts {
  const root = '/databases/(default)/documents/';
  const nameOf = (path: string) => (path.startsWith(root) ? path.slice(root.length) : path.slice(1));
  return { document: (path) => (Object.hasOwn(documents, nameOf(path)) ? documents[nameOf(path)] : undefined) };
}
