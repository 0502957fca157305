import type { PatternSegment } from '../language/ast.ts';
import { type FlatMatch, patternText, type Ruleset } from '../language/ruleset.ts';
import type { ServiceName } from '../language/names/language-names.ts';
import type { RequestSegment } from '../evaluation/match-path.ts';
import { present, string, type Value } from '../evaluation/values/value.ts';

/** What a row of the matrix is about: all documents (objects) that a match names, other than what narrower matches name. */
export interface Target {
  readonly service: ServiceName;
  readonly flat: FlatMatch;
  /** From the root of the service. A wildcard is a variable, and never a name that another match has in its place. */
  readonly path: readonly RequestSegment[];
  /** One such path, below the root that requests name. */
  readonly example: string;
}

interface Root {
  readonly steps: readonly [string, string, string];
  /** Documents lie at an even depth. */
  readonly takes: (depth: number) => boolean;
}

const roots: Readonly<Record<ServiceName, Root>> = {
  'cloud.firestore': { steps: ['databases', '(default)', 'documents'], takes: (depth) => depth > 0 && depth % 2 === 0 },
  'firebase.storage': { steps: ['b', 'bucket', 'o'], takes: (depth) => depth > 0 },
};

/** The matches that can name anything, one per path. */
export function targetsOf(ruleset: Ruleset): readonly Target[] {
  return targetsAmong(ruleset.matches);
}

/** What two rulesets name between them; also what a wildcard of any depth names where it takes no step, which versions see differently. */
export function targetsOfBoth(one: Ruleset, other: Ruleset): readonly Target[] {
  const matches = [...one.matches, ...other.matches];
  return targetsAmong([...matches, ...matches.flatMap(withoutGlob)]);
}

function withoutGlob(flat: FlatMatch): readonly FlatMatch[] {
  const path = flat.path.filter(({ kind }) => kind !== 'glob');
  return path.length < flat.path.length ? [{ ...flat, path }] : [];
}

function targetsAmong(matches: readonly FlatMatch[]): readonly Target[] {
  const longest = Math.max(0, ...matches.map(({ path }) => path.length));
  const taken = namesTaken(matches);
  const targets = matches.flatMap((flat) => targetOf(flat, { longest, taken }) ?? []);
  return targets.filter(({ flat }, at) => targets.findIndex((other) => patternText(other.flat.path) === patternText(flat.path)) === at);
}

type NamesTaken = ReadonlyMap<number, readonly Value[]>;

/** The names that matches spell out, by their place in the path. */
function namesTaken(matches: readonly FlatMatch[]): NamesTaken {
  const taken = new Map<number, Map<string, Value>>();
  for (const { path } of matches) {
    for (const [at, segment] of path.entries()) if (segment.kind === 'literal') taken.set(at, (taken.get(at) ?? new Map<string, Value>()).set(segment.text, string(segment.text)));
  }
  return new Map([...taken].map(([at, names]) => [at, [...names.values()]]));
}

function targetOf(flat: FlatMatch, { longest, taken }: { readonly longest: number; readonly taken: NamesTaken }): Target | undefined {
  if (flat.service !== 'cloud.firestore' && flat.service !== 'firebase.storage') return undefined;
  const { steps, takes } = roots[flat.service];
  const below = belowRoot(flat.path, steps);
  if (below === undefined) return undefined;
  const example = exampleOf(below, { takes, longest });
  if (example === undefined) return undefined;
  return { service: flat.service, flat, path: [...steps, ...below.map((segment, at) => stepOf(segment, taken.get(steps.length + at) ?? []))], example };
}

/** The pattern after the root, when it can begin there; a wildcard of any depth may begin before it. */
function belowRoot(path: readonly PatternSegment[], steps: Root['steps']): readonly PatternSegment[] | undefined {
  for (const [at, step] of steps.entries()) {
    const segment = path[at];
    if (segment?.kind === 'glob') return path.slice(at);
    if (segment === undefined || (segment.kind === 'literal' && segment.text !== step)) return undefined;
  }
  return path.slice(steps.length);
}

function stepOf(segment: PatternSegment, taken: readonly Value[]): RequestSegment {
  switch (segment.kind) {
    case 'literal': return segment.text;
    case 'capture': return { ...present(`{${segment.name.text}}`, { types: new Set(['string']), standsFor: exampleName(segment.name.text), ...(taken.length > 0 && { excludes: taken }) }), variable: captureVariable(segment.name.text) };
    case 'glob': return { kind: 'any-depth' };
  }
}

/** The target that a document belongs to, and what its wildcards are there; the one that spells out most. */
export function targetNaming(targets: readonly Target[], { path, service }: { readonly path: string; readonly service: ServiceName }): { readonly target: Target; readonly settled: ReadonlyMap<string, string> } | undefined {
  const names = path.split('/');
  const found = targets.filter((target) => target.service === service).flatMap((target) => {
    const settled = settledIn(target, names);
    return settled === undefined ? [] : [{ target, settled }];
  });
  return found.toSorted((a, b) => a.settled.size - b.settled.size)[0];
}

function settledIn({ path }: Target, names: readonly string[]): ReadonlyMap<string, string> | undefined {
  const steps = path.slice(3);
  if (steps.length !== names.length) return undefined;
  const settled = new Map<string, string>();
  for (const [at, step] of steps.entries()) {
    const name = names[at] ?? '';
    if (typeof step === 'string' ? step !== name : step.kind === 'any-depth') return undefined;
    if (typeof step !== 'string' && step.kind === 'unknown') settled.set(step.name, name);
  }
  return settled;
}

export function captureVariable(name: string): string {
  return `{${name}}`;
}

/** What stands for any name. */
export function exampleName(name: string): string {
  return `some-${name}`;
}

/** Deeper than any other match reaches, where a wildcard allows it: nearer paths may belong to other rows. */
function exampleOf(below: readonly PatternSegment[], { takes, longest }: { readonly takes: Root['takes']; readonly longest: number }): string | undefined {
  const hasGlob = below.some(({ kind }) => kind === 'glob');
  const depths = hasGlob ? [longest, longest + 1] : [below.length];
  const depth = depths.find((each) => takes(each));
  return depth === undefined ? undefined : below.flatMap((segment) => namesOf(segment, depth - below.length + 1)).join('/');
}

function namesOf(segment: PatternSegment, globDepth: number): readonly string[] {
  switch (segment.kind) {
    case 'literal': return [segment.text];
    case 'capture': return [exampleName(segment.name.text)];
    case 'glob': return Array.from({ length: globDepth }, (_, at) => `${exampleName(segment.name.text)}-${at + 1}`);
  }
}
