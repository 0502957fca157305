import { evaluateRequest } from '../evaluation/evaluate-request.ts';
import { factsOfDocuments } from '../evaluation/request/facts.ts';
import type { RulesRequest } from '../evaluation/request/request.ts';
import type { PlainFields } from '../evaluation/values/plain-value.ts';
import type { Ruleset } from '../language/ruleset.ts';
import type { Access, Before, ProofSettings } from './access.ts';

/** A request that is allowed, and the database that it meets: run it to see. */
export interface Witness {
  readonly request: RulesRequest;
  readonly documents: Readonly<Record<string, PlainFields>>;
  /** Metadata of stored objects by path. */
  readonly objects: Readonly<Record<string, PlainFields>>;
}

/** The plainest request of a cell: empty data, nothing else in the database. */
export function plainestWitness({ target, operation, principal: { auth } }: Access, before: Before, nowNanos: bigint): Witness {
  const time = new Date(Number(nowNanos / 1_000_000n)).toISOString();
  const { service, example: path } = target;
  const existing = before === 'exists' ? { [path]: {} } : {};
  const asked = { auth, time };
  if (service === 'firebase.storage') {
    return { request: { service, ...asked, operation, bucket: 'bucket', path, ...(operation === 'create' && { upload: {} }) }, documents: {}, objects: existing };
  }
  return { request: { service, ...asked, ...firestorePart(operation, path) }, documents: existing, objects: {} };
}

function firestorePart(operation: Access['operation'], path: string) {
  if (operation === 'list') return { operation, path: path.split('/').slice(0, -1).join('/'), query: { where: [] } } as const;
  return operation === 'create' || operation === 'update' ? { operation, path, data: {} } : { operation, path };
}

/** The judge: the same evaluator that answers real requests. */
export function isAllowed(ruleset: Ruleset, { request, documents, objects }: Witness, { regex }: Pick<ProofSettings, 'regex'>): boolean {
  const object = (_bucket: string, path: string) => (Object.hasOwn(objects, path) ? objects[path] : undefined);
  return evaluateRequest(ruleset, request, { ...factsOfDocuments(documents), object, regex }).allowed;
}
