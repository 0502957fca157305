import type { Operation } from '../evaluation/decide.ts';
import type { Witness } from '../proof/witness.ts';

/** How a newer ruleset differs from an older one in what it allows, whoever asks; JSON as it is. */
export interface RulesDiff {
  /** `unknown`: no difference was found, and some cases were not decided. */
  readonly verdict: 'equal' | 'stricter' | 'looser' | 'both' | 'unknown';
  readonly differences: readonly RulesDifference[];
  /** Questions that were not decided, of how many. `looser`: where the newer one may allow more, which no gate may take for a no. */
  readonly undecided: { readonly questions: number; readonly of: number; readonly looser: readonly RulesPlace[] };
}

export interface RulesPlace {
  /** The pattern of the match. */
  readonly match: string;
  readonly operation: Operation;
}

/** A request that one of the two allows and the other denies; both were run. */
export interface RulesDifference extends RulesPlace {
  readonly direction: 'looser' | 'stricter';
  /** Of the allow, in the ruleset that allows. From 1. */
  readonly line: number;
  readonly witness: Witness;
}
