import type { ReadDocument } from '../document-access.ts';
import { parsePathText } from '../values/path-text.ts';
import type { PathValue } from '../values/value.ts';
import type { RulesFacts } from './facts.ts';
import type { FirestoreRequest } from './request.ts';

/** What stays the same over the writes of a batch and the cases of a list. */
export interface FirestoreWorld {
  readonly request: FirestoreRequest;
  readonly facts: RulesFacts;
  readonly nowNanos: bigint;
  readonly before: ReadDocument;
  readonly after: ReadDocument;
}

export function documentPath({ database = '(default)' }: Pick<FirestoreRequest, 'database'>, path: string): PathValue {
  return { kind: 'path', segments: ['databases', database, 'documents', ...parsePathText(path).segments] };
}
