import type { SourceRange } from '../../language/source-range.ts';
import type { Trace, TraceResult } from '../trace.ts';

/** The answer to a request. */
export interface Decision {
  readonly allowed: boolean;
  readonly decidedBy: DecidedBy;
  /** Of the part that decided: of a batch the write, of a list the case of its filters. */
  readonly trace: Trace;
  readonly used: { readonly expressions: number; readonly accesses: number };
}

export type DecidedBy =
  | { readonly kind: 'allow'; readonly match: string; readonly range: SourceRange }
  /** Allows were there and none was true. */
  | { readonly kind: 'no-allow-true'; readonly considered: readonly ConsideredAllow[] }
  /** The path matches, but nothing there allows this operation. */
  | { readonly kind: 'no-allow-for-operation'; readonly matches: readonly string[] }
  | { readonly kind: 'no-match' }
  | { readonly kind: 'limit-reached'; readonly sentence: string }
  /** The request is outside of what rules are asked about. */
  | { readonly kind: 'refused'; readonly sentence: string };

export interface ConsideredAllow {
  readonly match: string;
  readonly range: SourceRange;
  readonly result: Exclude<TraceResult, 'true'>;
}
