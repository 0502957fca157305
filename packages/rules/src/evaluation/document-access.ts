import type { AccessName } from '../language/names/language-names.ts';
import type { Budget } from './budget.ts';
import { documentValue } from './document-value.ts';
import { pathText } from './values/path-text.ts';
import { failure, type MapValue, nullValue, type Outcome, type PathValue, unknown, type Value } from './values/value.ts';

/** The look-ups of the language, by the name they have there. */
export interface DocumentAccess {
  look(name: AccessName, path: Value): Outcome;
}

/** Reads fields by full path such as `/databases/(default)/documents/users/ada`. */
export type ReadDocument = (path: string) => MapValue | undefined;

export interface AccessSources {
  readonly before: ReadDocument;
  /** With every write of the request applied. */
  readonly after: ReadDocument;
  /**
   * What `get()` of a document that does not exist gives. The documentation says null, emulator and production raise an error
   * (firebase-tools issue 2067, firebase-js-sdk issue 3908); a finding that differs between the two is worth saying so.
   */
  readonly missingDocument: 'error' | 'null';
  readonly budget: Budget;
}

export function documentAccess({ before, after, missingDocument, budget }: AccessSources): DocumentAccess {
  return {
    look(name, path) {
      if (path.kind === 'unknown') return unknown(`${name}(${path.name})`);
      if (path.kind !== 'path' || !isDocumentPath(path)) return failure('bad-path', `${name}() takes the path of a document: /databases/NAME/documents/COLLECTION/ID.`);
      const text = pathText(path);
      const isAfter = name === 'getAfter' || name === 'existsAfter';
      const refusal = budget.spendAccess(`${isAfter ? 'after' : 'before'} ${text}`);
      if (refusal !== undefined) return refusal;
      const fields = (isAfter ? after : before)(text);
      if (name === 'exists' || name === 'existsAfter') return { kind: 'bool', value: fields !== undefined };
      if (fields !== undefined) return documentValue(path, fields);
      return missingDocument === 'null' ? nullValue : failure('missing-document', `There is no document at ${text}.`);
    },
  };
}

export function isDocumentPath({ segments }: PathValue): boolean {
  return segments[0] === 'databases' && segments[2] === 'documents' && segments.length >= 5 && segments.length % 2 === 1 && segments.every((segment) => typeof segment === 'string');
}
