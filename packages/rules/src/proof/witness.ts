import { evaluateRequest } from '../evaluation/evaluate-request.ts';
import { factsOfDocuments } from '../evaluation/request/facts.ts';
import type { FirestoreWrite, RulesRequest } from '../evaluation/request/request.ts';
import type { PlainFields } from '../evaluation/values/plain-value.ts';
import type { Ruleset } from '../language/ruleset.ts';
import type { ProofSettings } from './access.ts';

/** A request that is allowed, and the database that it meets: run it to see. */
export interface Witness {
  readonly request: RulesRequest;
  readonly documents: Readonly<Record<string, PlainFields>>;
  /** Metadata of stored objects by path. */
  readonly objects: Readonly<Record<string, PlainFields>>;
}

/** The judge: the same evaluator that answers real requests. What is created is not there before, and what is updated is. */
export function isAllowed(ruleset: Ruleset, { request, documents, objects }: Witness, { regex }: Pick<ProofSettings, 'regex'>): boolean {
  const object = (_bucket: string, path: string) => (Object.hasOwn(objects, path) ? objects[path] : undefined);
  return agrees(request, documents) && evaluateRequest(ruleset, request, { ...factsOfDocuments(documents), object, regex }).allowed;
}

function agrees(request: RulesRequest, documents: Witness['documents']): boolean {
  if (request.service === 'firebase.storage' || request.operation === 'get' || request.operation === 'list') return true;
  const writes: readonly FirestoreWrite[] = request.operation === 'batch' ? request.writes : [request];
  return writes.every(({ operation, path }) => operation === 'delete' || Object.hasOwn(documents, path) === (operation === 'update'));
}
