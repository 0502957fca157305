import { equals } from '../../evaluation/values/equals.ts';
import { partsOfVariable, type UnknownValue, type Value } from '../../evaluation/values/value.ts';
import { namesCaller, neverIn, roleOf, type Scene } from './scene.ts';
import { closed, fits, type Guess, type State, suppose } from './state.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Ways to go on from a state. */
export interface Choices {
  readonly states: Iterable<State>;
  /** Each world of the state is in one of them. */
  readonly isExhaustive: boolean;
  /** What to settle first: 0 before 1 (examples) before 2 (no other fields). */
  readonly rank: 0 | 1 | 2;
}

/** Where a choice is made. */
export interface Chooser {
  readonly scene: Scene;
  readonly state: State;
  readonly vocabulary: Vocabulary;
  /** Something must not be true, so also what no other part speaks of is worth supposing. */
  readonly isThorough: boolean;
}

export type Variable = UnknownValue & { readonly variable: string };

/** A variable of which something can still be supposed. */
export function isVariable(value: Value | undefined): value is Variable {
  return value?.kind === 'unknown' && value.variable !== undefined;
}

export function isFilter({ scene }: Chooser, { variable }: Variable): boolean {
  return roleOf(scene, variable) === 'filter';
}

/** The states that agree with what is supposed and with the standing. */
export function states(chooser: Chooser, variable: Variable, guesses: readonly Guess[]): Choices {
  return { states: supposed(chooser, variable, guesses), isExhaustive: true, rank: 0 };
}

/** Made when asked for: most searches end before the last. */
function* supposed(chooser: Chooser, variable: Variable, guesses: readonly Guess[]): Generator<State> {
  for (const guess of guesses) {
    const state = mayBe(chooser, variable, guess) ? suppose(chooser.state, variable.variable, guess) : undefined;
    if (state !== undefined) yield state;
  }
}

function mayBe({ scene }: Chooser, { variable, known }: Variable, guess: Guess): boolean {
  if (guess.kind === 'is' && !fits(known, guess.value)) return false;
  // A query for one's own document is about nobody else's.
  if (variable.startsWith('{') && guess.kind === 'is' && !scene.standing.isNamedByPath && namesCaller(scene, guess.value)) return false;
  const role = roleOf(scene, variable);
  if (role === 'claim') return mayClaim(scene, variable, guess);
  if (known.neverIs !== undefined && known.neverIs.length > 0 && guess.kind === 'is' && namesCaller(scene, guess.value)) return false;
  if (role !== 'filter') return true;
  const never = neverIn(scene, 'target');
  const named = guess.kind === 'is' ? (never.neverIs ?? []).some((each) => equals(each, guess.value) === true) : guess.kind === 'some' && (never.neverHas ?? []).some((each) => guess.known.contains?.some((item) => equals(each, item) === true) === true);
  return !named;
}

/** A moderator's claims speak of moderation; the address of a caller who chose it is a text. */
function mayClaim(scene: Scene, variable: string, guess: Guess): boolean {
  if (scene.standing.claims !== 'moderator' || guess.kind === 'missing') return true;
  const claim = partsOfVariable(variable).slice(1).join('.');
  if (claim === 'email') return guess.kind !== 'is' || namesCaller(scene, guess.value);
  return speaksOfModeration(claim) || guess.kind !== 'is' || (guess.value.kind === 'string' && speaksOfModeration(guess.value.value));
}

export function speaksOfModeration(text: string): boolean {
  return /mod(erat|s?$|_|-)|moderator/i.test(text);
}

/** No fields but those that were spoken of. */
export function closing(chooser: Chooser, rank: 2): Choices | undefined {
  if (chooser.state.isClosed || chooser.scene.access.operation === 'list') return undefined;
  return { states: [closed(chooser.state)], isExhaustive: false, rank };
}
