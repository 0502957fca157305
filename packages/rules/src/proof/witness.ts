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

/** What an update writes where the rules ask for nothing in particular. */
const mark: PlainFields = { changed: 'by the caller' };

/** The same update with something changed, where that is allowed too: a write that leaves all as it was tells nobody anything. */
export function telling(witness: Witness, isConfirmed: (witness: Witness) => boolean): Witness {
  const { request, documents } = witness;
  if (request.service !== 'cloud.firestore' || request.operation !== 'update') return witness;
  const before = documents[request.path] ?? {};
  const isChanged = Object.entries(request.data).some(([field, value]) => JSON.stringify(before[field]) !== JSON.stringify(value));
  if (isChanged || Object.keys(before).length > Object.keys(request.data).length) return witness;
  const texts = Object.entries(request.data).filter(([, value]) => typeof value === 'string').map(([field]) => ({ [field]: 'changed by the caller' }));
  return [mark, ...texts].map((change): Witness => ({ ...witness, request: { ...request, data: { ...request.data, ...change } } })).find(isConfirmed) ?? witness;
}
