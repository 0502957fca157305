import { candidatesFor, covers } from '../evaluation/decide.ts';
import type { Ruleset } from '../language/ruleset.ts';
import type { Access, ProofSettings } from './access.ts';
import type { Condition } from './search/question.ts';
import type { Scene } from './search/scene.ts';
import type { Search, SearchBudget } from './search/search.ts';
import type { State } from './search/state.ts';
import type { Vocabulary } from './search/vocabulary.ts';
import type { Target } from './target.ts';
import type { Verdict } from './verdict.ts';
import { isAllowed, type Witness } from './witness.ts';

/** What is known of a ruleset once and used for every question. */
export interface Known {
  readonly ruleset: Ruleset;
  readonly targets: readonly Target[];
  readonly settings: ProofSettings;
  readonly vocabulary: Vocabulary;
  readonly uids: readonly string[];
  /** What earlier searches found, by question. */
  readonly memories: Map<string, Map<string, State>>;
  readonly budget: SearchBudget;
  /** Verdicts that are the same for whoever asks, by question. */
  readonly forAll: Map<string, Verdict>;
}

export interface Way {
  readonly condition: Condition;
  readonly goals: readonly Condition[];
  readonly scene: Scene;
}

/** Every allow that covers the operation on a match of the path. Rules that do not compile have none, nor has a list of Storage under version 1. */
export function conditionsFor(ruleset: Ruleset, { access: { target, operation } }: { readonly access: Pick<Access, 'target' | 'operation'> }): readonly Condition[] {
  if (!ruleset.compiles || (target.service === 'firebase.storage' && operation === 'list' && ruleset.file.version === '1')) return [];
  return candidatesFor(ruleset, { service: target.service, path: target.path }).flatMap(({ flat }) => (
    flat.allows.filter((allow) => covers(allow.operations, operation)).map((allow) => ({ ruleset, flat, allow }))
  ));
}

export function searchThrough({ ruleset, settings, vocabulary, memories, budget }: Known, { condition, goals, scene }: Way): Search {
  const isConfirmed = (witness: Witness) => isAllowed(ruleset, witness, settings) && goals.every((goal) => isAllowed(goal.ruleset, witness, settings));
  return { wish: { holds: [condition, ...goals], fails: [] }, scene, vocabulary, isConfirmed, budget, memory: memoryOf(memories, { condition, goals, scene }) };
}

export function questionOf({ condition, goals, scene: { access: { target, operation }, before } }: Way): string {
  return [target.example, operation, before, condition.allow.range.start.offset, ...goals.map(({ ruleset }) => ruleset.source)].join(' ');
}

/** One memory for all callers of one question. */
function memoryOf(memories: Known['memories'], way: Way): Map<string, State> {
  const question = questionOf(way);
  const memory = memories.get(question) ?? new Map<string, State>();
  memories.set(question, memory);
  return memory;
}
