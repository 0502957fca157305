import { partsOfVariable, type Knowledge, type Value } from '../evaluation/values/value.ts';
import { pathText } from '../evaluation/values/path-text.ts';
import { speaksOfModeration } from './search/chooser.ts';
import { ask } from './search/question.ts';
import { callerNames, namesCaller, roleOf, type Scene } from './search/scene.ts';
import { type Found, search, type Search } from './search/search.ts';
import { closed, type Guess, type State, suppose, supposeNot } from './search/state.ts';
import { witnessOf } from './search/witness-of.ts';
import type { Fact } from './verdict.ts';

/** A state that does what is wished for, with what it cannot do without. */
export interface Assessed {
  readonly facts: readonly Fact[];
  /** A fact's opposite was not denied when it was run, so it is no fact. */
  readonly isCertain: boolean;
}

/** What the access needs of data that the caller does not write and the standing does not grant. */
export function factsOf(what: Search, found: Extract<Found, { kind: 'found' }>, start: State): Assessed {
  const state = needed(what, found.state, start);
  const facts: Fact[] = [];
  let isCertain = true;
  for (const [variable, guess] of state.guesses) {
    if (isGiven(what.scene, variable, guess) || start.guesses.get(variable) === guess) continue;
    const cases = casesOf(what, { variable, guess, start, state });
    if (cases === undefined) continue;
    const without = withoutIt(what, { variable, cases, state: found.state });
    if (without === undefined) isCertain = false;
    else facts.push({ text: cases.map((each) => textOf(what.scene, variable, each)).join(', or '), without });
  }
  return { facts, isCertain };
}

/** The state without what it does not need. */
function needed(what: Search, state: State, start: State): State {
  let least = state;
  const stillHolds = (fewer: State) => ask(what.wish, what.scene, fewer).kind === 'yes';
  if (least.isClosed && stillHolds({ ...least, isClosed: false })) least = { ...least, isClosed: false };
  for (const variable of state.guesses.keys()) {
    const fewer = supposeNot(least, variable);
    if (!start.guesses.has(variable) && stillHolds(fewer)) least = fewer;
  }
  return least;
}

/** If a guess needs no saying: the caller decides it, the standing says it, or any ordinary document is like that. */
function isGiven(scene: Scene, variable: string, guess: Guess): boolean {
  const role = roleOf(scene, variable);
  if (role === 'controlled' || role === 'claim' || role === 'filter') return true;
  if (isRelation(scene, variable, guess)) return true;
  const { ownDocuments, isNamedByPath } = scene.standing;
  if (role === 'own' || role === 'membership') {
    if (ownDocuments === 'any' || (ownDocuments === 'moderator' && saysModerator(variable, guess))) return true;
    return role === 'membership' && (isNamedByPath || (scene.standing.isListed && isShape(guess) && partsOfVariable(variable).length === 1));
  }
  return isShape(guess);
}

function isRelation(scene: Scene, variable: string, guess: Guess): boolean {
  const names = scene.auth === null ? [] : callerNames(scene.auth);
  if (guess.kind === 'is') return namesCaller(scene, guess.value) || (guess.value.kind === 'list' && guess.value.items.some((item) => namesCaller(scene, item)));
  if (guess.kind !== 'some') return false;
  const isEntry = partsOfVariable(variable).slice(1).some((key) => names.includes(key));
  return (guess.known.contains ?? []).some((item) => namesCaller(scene, item)) || (isEntry && isShape(guess));
}

function saysModerator(variable: string, guess: Guess): boolean {
  return speaksOfModeration(variable) || (guess.kind === 'is' && guess.value.kind === 'string' && speaksOfModeration(guess.value.value));
}

/** A field that is there, and of some type. */
function isShape(guess: Guess): boolean {
  if (guess.kind !== 'some') return false;
  const { types: _types, standsFor: _standsFor, differsFrom: _differsFrom, neverIs: _neverIs, neverHas: _neverHas, ...rest } = guess.known;
  return Object.keys(rest).length === 0;
}

interface Suspect {
  readonly variable: string;
  readonly guess: Guess;
  readonly start: State;
  /** All that the access needs. */
  readonly state: State;
}

/** Cases of one variable that are gone through before it counts as free. */
const maxCases = 3;
const noOther = undefined;

/** What the variable has to be, in cases; `undefined` when it may be anything ordinary. */
function casesOf(what: Search, suspect: Suspect): readonly Guess[] | undefined {
  const cases: Guess[] = [suspect.guess];
  for (let round = 0; round < maxCases; round++) {
    if (oppositesOf(cases).length === 0) return undefined;
    const other = otherCase(what, suspect, cases);
    if (other === noOther) return cases;
    if (other === 'free') return undefined;
    cases.push(other);
  }
  return undefined;
}

function otherCase(what: Search, { variable, start, state }: Suspect, cases: readonly Guess[]): Guess | 'free' | undefined {
  for (const [at, opposite] of oppositesOf(cases).entries()) {
    const from = suppose(start, variable, opposite);
    const found = from === undefined ? undefined : search(what, { name: `${variable} is not ${cases.length} ${at}`, state: from });
    if (found?.kind !== 'found' || needsMore(what, { other: found.state, state, start })) continue;
    return found.state.guesses.get(variable) ?? 'free';
  }
  return noOther;
}

/** If another way in needs facts that this one does not: then it is another way, and no proof that the fact is none. */
function needsMore(what: Search, { other, state, start }: { readonly other: State; readonly state: State; readonly start: State }): boolean {
  return [...needed(what, other, start).guesses].some(([variable, guess]) => (
    !state.guesses.has(variable) && start.guesses.get(variable) !== guess && !isGiven(what.scene, variable, guess)
  ));
}

/** What a variable is in none of the cases, in one or more ways. */
function oppositesOf(cases: readonly Guess[]): readonly Guess[] {
  const values = cases.flatMap((each) => (each.kind === 'is' ? [each.value] : []));
  const known = cases.flatMap((each) => (each.kind === 'some' ? [each.known] : []));
  const apart: Knowledge = values.length > 0 ? { excludes: values } : {};
  const same = cases.flatMap((each): readonly Guess[] => (each.kind === 'same' ? [{ kind: 'some', known: { differsFrom: new Set([each.as]) } }] : []));
  const there = known.flatMap((each) => againstKnowledge(each, apart));
  const isThereCovered = known.some((each) => isShape({ kind: 'some', known: each }));
  const some: readonly Guess[] = known.length === 0 && same.length === 0 && (values.length > 0 || cases.some(({ kind }) => kind === 'missing')) ? [{ kind: 'some', known: apart }] : [];
  return [...same, ...(isThereCovered ? [] : [...there, ...some]), ...(cases.some(({ kind }) => kind === 'missing') ? [] : [{ kind: 'missing' } as const])];
}

function againstKnowledge({ excludes = [], contains = [], lacks = [], lower, upper }: Knowledge, apart: Knowledge): readonly Guess[] {
  return [
    ...excludes.filter((value) => !(apart.excludes ?? []).includes(value)).map((value): Guess => ({ kind: 'is', value })),
    ...contains.map((item): Guess => ({ kind: 'some', known: { ...apart, types: new Set(['list']), lacks: [item] } })),
    ...lacks.map((item): Guess => ({ kind: 'some', known: { ...apart, contains: [item] } })),
    ...(lower === undefined ? [] : [{ kind: 'some', known: { ...apart, upper: { value: lower.value, inclusive: !lower.inclusive } } } as const]),
    ...(upper === undefined ? [] : [{ kind: 'some', known: { ...apart, lower: { value: upper.value, inclusive: !upper.inclusive } } } as const]),
  ];
}

/** The same request where the variable is none of the cases, denied when it is run. */
function withoutIt(what: Search, { variable, cases, state }: { readonly variable: string; readonly cases: readonly Guess[]; readonly state: State }): Fact['without'] | undefined {
  const bare = closed(supposeNot(state, variable));
  for (const opposite of oppositesOf(cases)) {
    const other = suppose(bare, variable, opposite);
    const witness = other === undefined ? undefined : witnessOf(what.scene, other, what.vocabulary);
    if (witness !== undefined && !what.isConfirmed(witness)) return witness;
  }
  return undefined;
}

function textOf(scene: Scene, variable: string, guess: Guess): string {
  const name = nameOf(scene, variable);
  if (guess.kind === 'missing' || guess.kind === 'free') return `${name} is missing`;
  if (guess.kind === 'same') return `${name} == ${nameOf(scene, guess.as)}`;
  if (guess.kind === 'is') return `${name} == ${literal(scene, guess.value)}`;
  const { excludes = [], contains = [], lacks = [], lower, upper } = guess.known;
  const parts = [
    ...excludes.map((value) => `${name} != ${literal(scene, value)}`),
    ...contains.map((value) => `${literal(scene, value)} in ${name}`),
    ...lacks.map((value) => `!(${literal(scene, value)} in ${name})`),
    ...(lower === undefined ? [] : [`${name} ${lower.inclusive ? '>=' : '>'} ${literal(scene, lower.value)}`]),
    ...(upper === undefined ? [] : [`${name} ${upper.inclusive ? '<=' : '<'} ${literal(scene, upper.value)}`]),
  ];
  return parts.length > 0 ? parts.join(' && ') : `${name} exists`;
}

/** `resource.data.role`, `/users/{caller}.role`. */
function nameOf(scene: Scene, variable: string): string {
  const [root = '', ...keys] = partsOfVariable(variable);
  return [plain(scene, root), ...keys.map((key) => plain(scene, key))].join('.');
}

function plain({ auth }: Scene, text: string): string {
  const named = auth === null ? text : text.replaceAll(auth.uid, '{caller}');
  return named.startsWith('/') ? named.replaceAll(/some-([\w-]+)/g, '{$1}') : named;
}

function literal(scene: Scene, value: Value): string {
  switch (value.kind) {
    case 'string': return `'${plain(scene, value.value)}'`;
    case 'null': return 'null';
    case 'bool':
    case 'int':
    case 'float': return String(value.value);
    case 'path': return pathText(value);
    case 'timestamp': return new Date(Number(value.nanos / 1_000_000n)).toISOString();
    case 'list': return `[${value.items.map((item) => literal(scene, item)).join(', ')}]`;
    case 'unknown': return value.name;
    default: return `a ${value.kind}`;
  }
}
