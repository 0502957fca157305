import { has, possible } from '../../evaluation/values/equals.ts';
import { childVariable, type Knowledge, type Value } from '../../evaluation/values/value.ts';
import { together } from './knowledge.ts';

/** What the search supposes of one variable. */
export type Guess =
  | { readonly kind: 'missing' }
  | { readonly kind: 'is'; readonly value: Value }
  /** It has the value of another variable. */
  | { readonly kind: 'same'; readonly as: string }
  /** It is there, and this is known of it. */
  | { readonly kind: 'some'; readonly known: Knowledge }
  /** The query says nothing of it, so no answer may hang on it. */
  | { readonly kind: 'free' };

/** A set of worlds and requests: all that agree with the guesses. */
export interface State {
  readonly guesses: ReadonlyMap<string, Guess>;
  /** Maps hold no fields but those that were guessed. */
  readonly isClosed: boolean;
}

export const anything: State = { guesses: new Map(), isClosed: false };

export function closed(state: State): State {
  return { ...state, isClosed: true };
}

/** The state with one more guess; `undefined` where it contradicts what is supposed already. */
export function suppose(state: State, variable: string, guess: Guess): State | undefined {
  const old = state.guesses.get(variable);
  const agreed = old === undefined ? guess : agree(old, guess);
  if (agreed === undefined || (agreed.kind === 'is' && agreed.value.kind !== 'map' && hasChildren(state, variable))) return undefined;
  return { ...state, guesses: new Map(state.guesses).set(variable, agreed) };
}

export function supposeNot(state: State, variable: string): State {
  const guesses = new Map(state.guesses);
  guesses.delete(variable);
  return { ...state, guesses };
}

function hasChildren({ guesses }: State, variable: string): boolean {
  const prefix = childVariable(variable, '');
  return [...guesses].some(([each, guess]) => each.startsWith(prefix) && guess.kind !== 'missing');
}

function agree(old: Guess, guess: Guess): Guess | undefined {
  if (old.kind !== 'some') return undefined;
  if (guess.kind === 'some') {
    const known = together(old.known, guess.known);
    return known === undefined ? undefined : { kind: 'some', known };
  }
  if (guess.kind === 'is') return fits(old.known, guess.value) ? guess : undefined;
  return guess.kind === 'missing' ? undefined : guess;
}

/** If a value agrees with what is known. */
export function fits(known: Knowledge, value: Value): boolean {
  if (possible(known, value) === false || (known.types !== undefined && value.kind !== 'unknown' && !known.types.has(value.kind))) return false;
  if (known.standsFor !== undefined && value.kind !== 'string') return false;
  const members = value.kind === 'list' || value.kind === 'set' ? value.items : value.kind === 'map' ? [...value.entries.keys()].map((key): Value => ({ kind: 'string', value: key })) : [];
  return ![...(known.lacks ?? []), ...(known.neverHas ?? [])].some((each) => has(members, each) === true);
}
