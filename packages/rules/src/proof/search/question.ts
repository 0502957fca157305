import { budgetOf } from '../../evaluation/budget.ts';
import { type Candidate, conditionOf, singleRequestLimits } from '../../evaluation/decide.ts';
import { matchPath } from '../../evaluation/match-path.ts';
import type { Tracer } from '../../evaluation/trace.ts';
import { isNever, type Outcome } from '../../evaluation/values/value.ts';
import type { OpenPart } from '../../evaluation/watch.ts';
import type { Allow } from '../../language/ast.ts';
import type { Ruleset } from '../../language/ruleset.ts';
import type { Scene } from './scene.ts';
import type { State } from './state.ts';
import { type WorldValues, worldValues } from './world-values.ts';

/** One condition of a ruleset, with the match that it stands in. */
export interface Condition {
  readonly ruleset: Ruleset;
  readonly flat: Candidate['flat'];
  readonly allow: Allow;
}

/** What is wanted: all of the first true, none of the second. */
export interface Wish {
  readonly holds: readonly Condition[];
  readonly fails: readonly Condition[];
}

export type Answer =
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  /** It hangs on these parts, the first of them first. */
  | { readonly kind: 'open'; readonly parts: readonly OpenPart[] };

/** Past a real request's limits, for an evaluation that knows little goes on where a real one would have stopped. */
const limits = { ...singleRequestLimits, expressions: 100_000, accesses: 10_000 };
const silent: Tracer = { entries: [], truncated: false, record() { /* the search wants no trace */ } };

/** If what is wanted happens in every world of the state, in none, or what it hangs on. */
export function ask(wish: Wish, scene: Scene, state: State): Answer {
  const world = worldValues(scene, state);
  const parts: OpenPart[] = [];
  let isOpen = false;
  for (const [conditions, wanted] of [[wish.holds, true], [wish.fails, false]] as const) {
    for (const condition of conditions) {
      const watch = { open: [] as OpenPart[] };
      const outcome = outcomeOf(condition, { scene, world }, watch);
      const answer = truth(outcome);
      if (answer !== undefined && answer !== wanted) return { kind: 'no' };
      if (answer === undefined) {
        isOpen = true;
        parts.push(...watch.open);
      }
    }
  }
  return isOpen ? { kind: 'open', parts } : { kind: 'yes' };
}

/** Whether a condition lets a request through; an error does not. */
function truth(outcome: Outcome): boolean | undefined {
  if (outcome.kind === 'unknown') return isNever(outcome, true) ? false : undefined;
  return outcome.kind === 'bool' && outcome.value;
}

function outcomeOf({ ruleset, flat, allow }: Condition, { scene, world }: { readonly scene: Scene; readonly world: WorldValues }, watch: { readonly open: OpenPart[] }): Outcome {
  const captures = matchPath(flat.path, world.path, ruleset.file.version);
  if (captures === undefined) return { kind: 'bool', value: false };
  return conditionOf(allow, {
    names: ruleset.names, request: world.request, resource: world.resource, captures, documents: world.documents,
    budget: budgetOf(limits), tracer: silent, tools: { regex: scene.settings.regex }, watch,
  });
}
