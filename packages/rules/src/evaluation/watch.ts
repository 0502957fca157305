import type { BinaryOperator } from '../language/ast.ts';
import type { AccessName } from '../language/names/language-names.ts';
import type { Outcome, Value } from './values/value.ts';

/** A part of a condition whose answer hangs on an unknown, and what it was given. */
export type OpenPart =
  /** An unknown where a truth value is needed. */
  | { readonly kind: 'truth'; readonly value: Value }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Value; readonly right: Value }
  | { readonly kind: 'is'; readonly value: Value; readonly type: string }
  | { readonly kind: 'method'; readonly name: string; readonly target: Value; readonly given: readonly Value[] }
  /** A conversion or a function of a namespace. */
  | { readonly kind: 'function'; readonly given: readonly Value[] }
  /** `path`: a document whose existence or content is open, or an unknown path. */
  | { readonly kind: 'look'; readonly name: AccessName; readonly path: Value }
  | { readonly kind: 'index'; readonly object: Value; readonly at: Value }
  /** `$(value)` in a path. */
  | { readonly kind: 'inserted'; readonly value: Value };

/** Collects what an evaluation hangs on, in the order of evaluation. Parts inside of something that is decided are left out. */
export interface Watch {
  readonly open: OpenPart[];
}

/** Notes the part when its outcome is open, and hands the outcome on. */
export function watched(watch: Watch | undefined, outcome: Outcome, part: () => OpenPart): Outcome {
  if (watch !== undefined && outcome.kind === 'unknown') watch.open.push(part());
  return outcome;
}
