import type { Witness } from './witness.ts';

/** What one kind of caller may do to what a match names. Sound: what is not certain is `undecided`. */
export type Verdict =
  /** By the allow on `line`, on documents that hold no more than the fields the rules read. */
  | Allowed
  /** Every condition is false, or fails, for all data, all other documents and all queries. */
  | { readonly kind: 'deny' }
  /** Only where the facts hold, which the caller cannot bring about alone. */
  | Conditional
  | { readonly kind: 'undecided'; readonly reason: UndecidedReason };

export interface Allowed {
  readonly kind: 'allow';
  readonly line: number;
  readonly witness: Witness;
  /** Requests that the same caller makes first, in this order, each of them allowed. Empty: one request is enough. */
  readonly steps: readonly Witness[];
}

export interface Conditional {
  readonly kind: 'conditional';
  readonly line: number;
  readonly witness: Witness;
  readonly facts: readonly Fact[];
}

/** Something about the data that the access needs. */
export interface Fact {
  /** In the words of the language, such as `resource.data.isPublic == true`. */
  readonly text: string;
  /** The same request where the fact does not hold; it was run, and denied. */
  readonly without: Witness;
}

export type UndecidedReason =
  /** The search ended at its bound. */
  | 'too-many-cases'
  /** The rules use something that the prover does not see into, and no example got through. */
  | 'not-understood'
  /** It looked allowed, and the evaluator refused the request. */
  | 'not-confirmed';
