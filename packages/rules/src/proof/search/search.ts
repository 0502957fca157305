import type { OpenPart } from '../../evaluation/watch.ts';
import type { Witness } from '../witness.ts';
import { choicesOf } from './choices.ts';
import type { Choices } from './chooser.ts';
import { ask, type Wish } from './question.ts';
import { callerNames, roots, type Scene } from './scene.ts';
import type { Value } from '../../evaluation/values/value.ts';
import type { State } from './state.ts';
import type { Vocabulary } from './vocabulary.ts';
import { witnessOf } from './witness-of.ts';

/** What is looked for, and where. */
export interface Search {
  readonly wish: Wish;
  readonly scene: Scene;
  readonly vocabulary: Vocabulary;
  /** Whether a witness does what is wished for; the evaluator's word. */
  readonly isConfirmed: (witness: Witness) => boolean;
  /** What did it for another caller, by what was supposed: looked at first. */
  readonly memory: Map<string, State>;
  /** Shared by all searches of one file. */
  readonly budget: SearchBudget;
}

/** Evaluations that are left for a whole file. */
export interface SearchBudget {
  left: number;
}

/** Some seven seconds of one processor: the largest real file that was tried (2,840 lines) takes 41,000. */
export function newSearchBudget(): SearchBudget {
  return { left: 50_000 };
}

export type Found =
  | { readonly kind: 'found'; readonly state: State; readonly witness: Witness }
  /** In no world and by no request: every case was gone through. */
  | { readonly kind: 'none' }
  | { readonly kind: 'undecided'; readonly reason: 'too-many-cases' | 'not-understood' | 'not-confirmed' };

/** Where a search begins. `name` tells the beginnings of one question apart. */
export interface Beginning {
  readonly name: string;
  readonly state: State;
}

/** Evaluations of one search, at most. */
const maxEvaluations = 700;

/**
 * Looks for a world and a request that do what is wished for, by narrowing: the condition is evaluated while nearly nothing is
 * known; where the answer hangs on something unknown, the cases of that are gone through, and what the evaluator decides already
 * is not gone into. So "none" is a proof for all data, and what is found was run.
 * @see C. Runciman, M. Naylor, F. Lindblad, "SmallCheck and Lazy SmallCheck" (Haskell Symposium 2008), for the technique
 */
export function search(what: Search, { name, state }: Beginning): Found {
  const walk: Walk = { what, left: maxEvaluations, missed: undefined };
  const found = again(walk, what.memory.get(name), state) ?? visit(walk, state);
  if (found !== undefined) {
    what.memory.set(name, found.state);
    return found;
  }
  if (isSpent(walk)) return { kind: 'undecided', reason: 'too-many-cases' };
  return walk.missed === undefined ? { kind: 'none' } : { kind: 'undecided', reason: walk.missed };
}

/** What another caller did, done by this one. */
function again(walk: Walk, remembered: State | undefined, state: State): Success | undefined {
  if (remembered === undefined) return undefined;
  if (mentionsCaller(walk.what.scene, remembered)) return undefined;
  const same: State = { ...remembered, guesses: new Map([...remembered.guesses, ...state.guesses]) };
  return ask(walk.what.wish, walk.what.scene, same).kind === 'yes' ? confirmed(walk, same) : undefined;
}

/** What only holds where the standing says it: that a caller is named somewhere, or what their token claims. */
function mentionsCaller({ auth }: Scene, { guesses }: State): boolean {
  const names = auth === null ? [] : callerNames(auth);
  const isNamed = (text: string) => names.some((name) => text.includes(name));
  const says = (value: Value): boolean => (value.kind === 'string' && isNamed(value.value)) || (value.kind === 'list' && value.items.some(says));
  return [...guesses].some(([variable, guess]) => isNamed(variable) || variable.startsWith(roots.token)
    || (guess.kind === 'is' && says(guess.value)) || (guess.kind === 'some' && (guess.known.contains ?? []).some(says)));
}

interface Walk {
  readonly what: Search;
  left: number;
  /** Why something may have been missed. */
  missed: 'not-understood' | 'not-confirmed' | undefined;
}

function isSpent({ left, what: { budget } }: Walk): boolean {
  return left <= 0 || budget.left <= 0;
}

type Success = Extract<Found, { kind: 'found' }>;

function visit(walk: Walk, state: State): Success | undefined {
  if (isSpent(walk)) return undefined;
  const { what } = walk;
  walk.left -= 1;
  what.budget.left -= 1;
  const answer = ask(what.wish, what.scene, state);
  if (answer.kind === 'no') return undefined;
  if (answer.kind !== 'open') return confirmed(walk, state) ?? miss(walk, 'not-confirmed');
  const choices = best(answer.parts, walk, state);
  if (choices === undefined) return lastTry(walk, state);
  for (const next of choices.states) {
    const found = visit(walk, next);
    if (found !== undefined) return found;
  }
  return choices.isExhaustive ? undefined : miss(walk, 'not-understood');
}

/** Nothing says how to go on; an example may do it all the same. A query about which nothing more can be said is refused. */
function lastTry(walk: Walk, state: State): Success | undefined {
  const found = confirmed(walk, state);
  return found !== undefined || walk.what.scene.access.operation === 'list' ? found : miss(walk, 'not-understood');
}

function miss(walk: Walk, reason: 'not-understood' | 'not-confirmed'): undefined {
  walk.missed ??= reason;
  return undefined;
}

function confirmed({ what }: Walk, state: State): Success | undefined {
  const witness = witnessOf(what.scene, state, what.vocabulary);
  return witness !== undefined && what.isConfirmed(witness) ? { kind: 'found', state, witness } : undefined;
}

/** The first part that is settled by cases; else by examples; else by closing. */
function best(parts: readonly OpenPart[], { what: { scene, vocabulary, wish } }: Walk, state: State): Choices | undefined {
  const isThorough = wish.fails.length > 0;
  let found: Choices | undefined;
  for (const part of parts) {
    const choices = choicesOf({ scene, state, vocabulary, isThorough }, part);
    if (choices === undefined) continue;
    if (choices.rank === 0) return choices;
    if (found === undefined || choices.rank < found.rank) found = choices;
  }
  return found;
}
