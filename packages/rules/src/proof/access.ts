import type { Operation } from '../evaluation/decide.ts';
import type { RegexEngine } from '../evaluation/regex-engine.ts';
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

export function statesBefore({ target: { service }, operation }: Access): readonly Before[] {
  if (operation === 'list') return service === 'firebase.storage' ? ['missing'] : ['exists'];
  if (operation === 'update') return ['exists'];
  if (operation === 'create' && service === 'cloud.firestore') return ['missing'];
  return ['exists', 'missing'];
}
