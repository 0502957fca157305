import { childVariable, inherited, type Knowledge, partsOfVariable, type Value } from '../../evaluation/values/value.ts';
import type { Guess, State } from './state.ts';

/** What a state says of variables, as values for the evaluator. Made for one evaluation. */
export interface SupposedValues {
  /** A map that is there; its fields as they are supposed. */
  rootOf(variable: string): Value;
  /** `undefined`: it is not there. Not supposed at all: an unknown that may be missing. */
  valueOf(variable: string, name: string, known?: Knowledge): Value | undefined;
  isMissing(variable: string): boolean;
  isThere(variable: string): boolean;
}

interface Node {
  guess: Guess | undefined;
  readonly children: Map<string, Node>;
}

/** @param always what holds of all that is in a variable, guessed or not */
export function supposedValues(state: State, always: (variable: string) => Knowledge = () => ({})): SupposedValues {
  const tree = treeOf(state);
  const build: Build = { state, tree, always };
  return {
    rootOf: (variable) => mapOf(build, nodeAt(tree, variable) ?? emptyNode(), { variable, name: variable, known: always(variable) }),
    valueOf: (variable, name, known = {}) => valueAt(build, nodeAt(tree, variable), { variable, name, known }),
    isMissing: (variable) => nodeAt(tree, variable)?.guess?.kind === 'missing',
    isThere: (variable) => isThere(nodeAt(tree, variable)),
  };
}

interface Build {
  readonly state: State;
  readonly tree: Node;
  readonly always: (variable: string) => Knowledge;
}

interface Place {
  readonly variable: string;
  readonly name: string;
  /** What goes for it and all in it. */
  readonly known: Knowledge;
}

function emptyNode(): Node {
  return { guess: undefined, children: new Map() };
}

function treeOf({ guesses }: State): Node {
  const root = emptyNode();
  for (const [variable, guess] of guesses) {
    let node = root;
    for (const part of partsOfVariable(variable)) {
      const next = node.children.get(part) ?? emptyNode();
      node.children.set(part, next);
      node = next;
    }
    node.guess = guess;
  }
  return root;
}

function nodeAt(tree: Node, variable: string): Node | undefined {
  let node: Node | undefined = tree;
  for (const part of partsOfVariable(variable)) node = node?.children.get(part);
  return node;
}

function isThere(node: Node | undefined): boolean {
  if (node === undefined || node.guess?.kind === 'missing' || node.guess?.kind === 'free') return false;
  return node.guess !== undefined || [...node.children.values()].some(isThere);
}

function valueAt(build: Build, node: Node | undefined, place: Place): Value | undefined {
  const { guess } = node ?? {};
  if (guess?.kind === 'missing') return undefined;
  if (guess?.kind === 'is') return guess.value;
  if (guess?.kind === 'same') return sameAs(build, guess.as, place);
  // No variable any more: nothing can be supposed of it.
  if (guess?.kind === 'free') return { kind: 'unknown', name: place.name, isPresent: false, known: {} };
  const hasFields = node !== undefined && [...node.children.values()].some(isThere);
  if (hasFields) return mapOf(build, node, place);
  const known: Knowledge = { ...inherited(place), ...(guess?.kind === 'some' && guess.known) };
  if (known.types?.size === 1 && known.types.has('map')) return mapOf(build, node ?? emptyNode(), { ...place, known: { ...place.known, ...known } });
  return { kind: 'unknown', name: place.name, isPresent: guess?.kind === 'some', known, variable: place.variable };
}

/** Seen as a field of another map, it stays what it is: also that it never names the caller. */
function sameAs(build: Build, as: string, { name }: Place): Value | undefined {
  const known = build.always(as);
  const value = valueAt(build, nodeAt(build.tree, as), { variable: as, name, known });
  return value?.kind === 'unknown' && nodeAt(build.tree, as) === undefined ? { ...value, known } : value;
}

function mapOf(build: Build, node: Node, place: Place): Value {
  const { variable, name, known } = place;
  const guessed = node.guess?.kind === 'some' ? node.guess.known : {};
  const fields = new Map<string, Value>();
  const missing = new Set<string>();
  for (const [key, child] of node.children) {
    const value = valueAt(build, child, { variable: childVariable(variable, key), name: `${name}.${key}`, known: inherited(place) });
    if (value === undefined) missing.add(key);
    else fields.set(key, value);
  }
  if (build.state.isClosed) return { kind: 'map', entries: fields };
  const { types: _types, ...rest } = guessed;
  return { kind: 'unknown', name, isPresent: true, variable, known: { ...known, ...rest, types: new Set(['map']), fields, missing } };
}
