import { equals, has } from '../../evaluation/values/equals.ts';
import { childVariable, map, partsOfVariable, string, type Knowledge, type Value } from '../../evaluation/values/value.ts';
import { roots, type Scene } from './scene.ts';
import { fits, type State } from './state.ts';
import { ownText, samplesFrom, type Vocabulary } from './vocabulary.ts';

/** One concrete value of each variable of a state. */
export interface Examples {
  /** The fields of a map that is there, by the root it hangs on. */
  fieldsOf(root: string): ReadonlyMap<string, Value>;
  valueOf(variable: string): Value | undefined;
}

export function examplesOf(state: State, scene: Scene, vocabulary: Vocabulary): Examples {
  const made = new Map<string, Value | undefined>();
  const making = { state, scene, vocabulary, made };
  return { fieldsOf: (root) => fieldsOf(making, root), valueOf: (variable) => exampleOf(making, variable) };
}

interface Making extends Readonly<{ state: State; scene: Scene; vocabulary: Vocabulary }> {
  readonly made: Map<string, Value | undefined>;
}

function fieldsOf(making: Making, root: string): ReadonlyMap<string, Value> {
  const depth = partsOfVariable(root).length;
  const prefix = childVariable(root, '');
  const keys = new Set([...making.state.guesses.keys()].filter((each) => each.startsWith(prefix)).map((each) => partsOfVariable(each)[depth] ?? ''));
  const fields = new Map<string, Value>();
  for (const key of keys) {
    const value = exampleOf(making, childVariable(root, key));
    if (value !== undefined) fields.set(key, value);
  }
  return fields;
}

function exampleOf(making: Making, variable: string): Value | undefined {
  if (!making.made.has(variable)) making.made.set(variable, make(making, variable));
  return making.made.get(variable);
}

function make(making: Making, variable: string): Value | undefined {
  const guess = making.state.guesses.get(variable);
  switch (guess?.kind) {
    case 'missing':
    case 'free': return undefined;
    case 'is': return settled(making, guess.value);
    case 'same': return exampleOf(making, guess.as);
    default: return fromKnowledge(making, variable, guess?.known);
  }
}

function fromKnowledge(making: Making, variable: string, known: Knowledge | undefined): Value | undefined {
  const fields = fieldsOf(making, variable);
  if (fields.size > 0) return map(fields);
  if (known === undefined) return undefined;
  if (known.types?.size === 1 && known.types.has('map')) return map([]);
  if (known.standsFor !== undefined) return string(known.standsFor);
  if (known.contains !== undefined) return { kind: 'list', items: known.contains.map((item) => settled(making, item)) };
  return plainExample(making, variable, known);
}

/** Unknowns inside of a value, each as its own example. */
function settled(making: Making, value: Value): Value {
  if (value.kind === 'unknown') return (value.variable === undefined ? undefined : exampleOf(making, value.variable)) ?? string(ownText(value.name));
  if (value.kind === 'list') return { kind: 'list', items: value.items.map((item) => settled(making, item)) };
  if (value.kind === 'map') return map([...value.entries].map(([key, each]) => [key, settled(making, each)]));
  return value;
}

function plainExample(making: Making, variable: string, known: Knowledge): Value | undefined {
  const { scene, vocabulary } = making;
  const others = [...(known.differsFrom ?? [])].map((each) => exampleOf(making, each)).filter((value) => value !== undefined);
  const text = string(ownText(variable) + (variable.startsWith(roots.after) && others.length > 0 ? '-new' : ''));
  const bounds = [known.lower, known.upper].flatMap((bound) => (bound === undefined ? [] : near(bound.value)));
  return [text, ...bounds, ...samplesFrom(vocabulary, { own: ownText(variable), nowNanos: scene.settings.nowNanos })]
    .find((value) => fits(known, value) && isWithin(known, value) && has(others, value) !== true);
}

/** Of the type of the bounds, and inside them. */
function isWithin({ lower, upper }: Knowledge, value: Value): boolean {
  const isLike = (bound: Value) => bound.kind === value.kind || (['int', 'float'].includes(bound.kind) && ['int', 'float'].includes(value.kind));
  return [lower, upper].every((bound) => bound === undefined || (isLike(bound.value) && (bound.inclusive || equals(bound.value, value) !== true)));
}

function near(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'int': return [0n, -1n, 1n].map((by) => ({ kind: 'int', value: value.value + by }));
    case 'float': return [0, -1, 1].map((by) => ({ kind: 'float', value: value.value + by }));
    case 'timestamp':
    case 'duration': return [0n, -1n, 1n].map((by) => ({ ...value, nanos: value.nanos + by * 1_000_000_000n }));
    case 'string': return [value, string(`${value.value}a`), string('')];
    default: return [value];
  }
}
