import type { PatternSegment } from '../language/ast.ts';
import { type FlatMatch, patternText, type Ruleset } from '../language/ruleset.ts';
import type { ServiceName } from '../language/names/language-names.ts';
import type { RequestSegment } from '../evaluation/match-path.ts';
import { present, string } from '../evaluation/values/value.ts';
import { strangerUid } from './principal.ts';

/** What a row of the matrix is about: all documents (objects) that a match names, other than what narrower matches name. */
export interface Target {
  readonly service: ServiceName;
  readonly flat: FlatMatch;
  /** From the root of the service. A wildcard is some name, never the caller's own. */
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
  const longest = Math.max(0, ...ruleset.matches.map(({ path }) => path.length));
  const targets = ruleset.matches.flatMap((flat) => targetOf(flat, longest) ?? []);
  return targets.filter(({ flat }, at) => targets.findIndex((other) => patternText(other.flat.path) === patternText(flat.path)) === at);
}

function targetOf(flat: FlatMatch, longest: number): Target | undefined {
  if (flat.service !== 'cloud.firestore' && flat.service !== 'firebase.storage') return undefined;
  const { steps, takes } = roots[flat.service];
  const below = belowRoot(flat.path, steps);
  if (below === undefined) return undefined;
  const example = exampleOf(below, { takes, longest });
  if (example === undefined) return undefined;
  return { service: flat.service, flat, path: [...steps, ...below.map(stepOf)], example };
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

function stepOf(segment: PatternSegment): RequestSegment {
  switch (segment.kind) {
    case 'literal': return segment.text;
    case 'capture': return present(`{${segment.name.text}}`, { excludes: [string(strangerUid)] });
    case 'glob': return { kind: 'any-depth' };
  }
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
    case 'capture': return [`some-${segment.name.text}`];
    case 'glob': return Array.from({ length: globDepth }, (_, at) => `some-${segment.name.text}-${at + 1}`);
  }
}
