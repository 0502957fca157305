import type { Operation } from '../evaluation/decide.ts';
import type { Ruleset } from '../language/ruleset.ts';
import type { ProofSettings } from './access.ts';
import type { Principal } from './principal.ts';
import { uidsIn } from './scenes.ts';
import { newSearchBudget } from './search/search.ts';
import { vocabularyOf } from './search/vocabulary.ts';
import { type Target, targetsOf } from './target.ts';
import type { Verdict } from './verdict.ts';
import { verdictOf } from './verdict-of.ts';
import type { Known } from './way.ts';

/** Decides questions about one ruleset. */
export interface Prover {
  readonly ruleset: Ruleset;
  /** What the ruleset's matches name, one per pattern. */
  readonly targets: readonly Target[];
  /** @throws {Error} when the goal is no condition */
  verdict(question: ProofQuestion): Verdict;
}

export interface ProofQuestion {
  readonly target: Target;
  readonly operation: Operation;
  readonly principal: Principal;
  /**
   * A condition in the language of the rules, over `request` and `resource`, that must hold besides, such as
   * `request.resource.data.get('role', null) != resource.data.get('role', null)`: may the caller change the role?
   */
  readonly goal?: string;
}

export function proverOf(ruleset: Ruleset, settings: ProofSettings): Prover {
  const targets = targetsOf(ruleset);
  const known: Known = { ruleset, targets, settings, vocabulary: vocabularyOf(ruleset), uids: uidsIn(ruleset), memories: new Map(), forAll: new Map(), budget: newSearchBudget() };
  return { ruleset, targets, verdict: (question) => verdictOf(known, question) };
}
