import { singleRequestLimits, type Operation, type Question } from '../evaluation/decide.ts';
import type { RegexEngine } from '../evaluation/regex-engine.ts';
import { requestValue } from '../evaluation/request/request-value.ts';
import { map, nullValue, present, unknown, type Value } from '../evaluation/values/value.ts';
import type { Principal } from './principal.ts';
import type { Target } from './target.ts';

/** What the caller of the prover chooses. */
export interface ProofSettings {
  /** `request.time`. */
  readonly nowNanos: bigint;
  readonly regex: RegexEngine;
}

export interface Access {
  readonly target: Target;
  readonly operation: Operation;
  readonly principal: Principal;
}

/** If the document is there already. A create finds none and an update finds one; Storage knows uploads over existing objects. */
export type Before = 'exists' | 'missing';

/** An evaluation that knows little goes on where a real one would have stopped, so a real request's limits say nothing here. */
const openLimits = { ...singleRequestLimits, expressions: 100_000, accesses: 10_000 };

export function statesBefore({ target: { service }, operation }: Access): readonly Before[] {
  if (operation === 'list' || operation === 'update') return ['exists'];
  if (operation === 'create' && service === 'cloud.firestore') return ['missing'];
  return ['exists', 'missing'];
}

/** The question that stands for every request of a cell: any data before and after, any other documents, any query. */
export function openQuestion({ target, operation, principal }: Access, before: Before, { nowNanos, regex }: ProofSettings): Question {
  const writes = operation === 'create' || operation === 'update';
  const request = requestValue({
    auth: principal.auth, method: operation, path: present('request.path'), resource: writes ? anyOf(target, 'request.resource') : nullValue,
    query: present('request.query'), nowNanos,
  });
  return {
    service: target.service, operation, path: target.path, request, regex, limits: openLimits,
    resource: before === 'exists' ? anyOf(target, 'resource') : nullValue,
    documents: () => ({ look: (name) => unknown(`${name}()`) }),
  };
}

/** Some document with some fields; some object with some metadata. */
function anyOf({ service }: Target, name: string): Value {
  const someMap = (of: string): Value => present(of, { fields: new Map() });
  if (service === 'firebase.storage') return someMap(name);
  return map([['data', someMap(`${name}.data`)], ['id', present(`${name}.id`)], ['__name__', present(`${name}.__name__`)]]);
}
