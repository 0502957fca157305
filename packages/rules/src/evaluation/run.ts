import type { CaptureSegment, Expression, GlobSegment, LetBinding, Name } from '../language/ast.ts';
import type { Names } from '../language/names/names.ts';
import type { Budget } from './budget.ts';
import type { DocumentAccess } from './document-access.ts';
import type { Tools } from './methods/method.ts';
import type { Tracer } from './trace.ts';
import type { Outcome, Value } from './values/value.ts';

/** Everything that an expression can depend on. The same for all expressions of one allow. */
export interface Run {
  readonly names: Names;
  readonly request: Value;
  readonly resource: Value;
  readonly captures: ReadonlyMap<CaptureSegment | GlobSegment, Value>;
  readonly documents: DocumentAccess;
  readonly budget: Budget;
  readonly tracer: Tracer;
  readonly tools: Tools;
}

/** The parameters and lets of the function that is being evaluated. */
export interface Frame {
  readonly variables: ReadonlyMap<Name | LetBinding, Lazy>;
  /** How many functions deep. */
  readonly depth: number;
}

/** Evaluated when first asked for, once. */
export type Lazy = () => Outcome;

export type Evaluate = (expression: Expression, frame: Frame, run: Run) => Outcome;

export const outermostFrame: Frame = { variables: new Map(), depth: 0 };

export function lazy(evaluate: () => Outcome): Lazy {
  let known: Outcome | undefined;
  return () => (known ??= evaluate());
}
