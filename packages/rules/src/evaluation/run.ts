import type { CaptureSegment, Expression, GlobSegment, LetBinding, Name } from '../language/ast.ts';
import type { Names } from '../language/names/names.ts';
import type { Budget } from './budget.ts';
import type { DocumentAccess } from './document-access.ts';
import type { Tools } from './methods/method.ts';
import type { Tracer } from './trace.ts';
import type { OpenPart, Watch } from './watch.ts';
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
  /** Of the prover. */
  readonly watch?: Watch;
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

/** What the value hangs on is noted again with each use: the use before may have been part of something decided. */
export function lazy(evaluate: () => Outcome, watch?: Watch): Lazy {
  let known: Outcome | undefined;
  let open: readonly OpenPart[] = [];
  return () => {
    if (known !== undefined) {
      watch?.open.push(...open);
      return known;
    }
    const before = watch?.open.length ?? 0;
    known = evaluate();
    open = watch?.open.slice(before) ?? [];
    return known;
  };
}
