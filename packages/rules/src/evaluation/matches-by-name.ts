import type { FlatMatch, Ruleset } from '../language/ruleset.ts';
import type { RequestSegment } from './match-path.ts';

/** Where the first name below the root stands: `/databases/(default)/documents/NAME`, `/b/bucket/o/NAME`. */
const place = 3;

interface Index {
  /** Places in the file of the matches that spell the name out. */
  readonly named: ReadonlyMap<string, readonly number[]>;
  /** Of all others: they may fit any name. */
  readonly open: readonly number[];
}

const indices = new WeakMap<Ruleset, Index>();

/** The matches that a path can fit as far as its first name tells, in the order of the file: of a thousand collections, one. */
export function matchesByName(ruleset: Ruleset, path: readonly RequestSegment[]): readonly FlatMatch[] {
  const { named, open } = indexOf(ruleset);
  const name = path[place];
  const own = typeof name === 'string' ? (named.get(name) ?? []) : [];
  const places = own.length === 0 ? open : [...own, ...open].toSorted((a, b) => a - b);
  return places.flatMap((at) => ruleset.matches[at] ?? []);
}

function indexOf(ruleset: Ruleset): Index {
  const known = indices.get(ruleset) ?? indexed(ruleset.matches);
  indices.set(ruleset, known);
  return known;
}

function indexed(matches: readonly FlatMatch[]): Index {
  const named = new Map<string, number[]>();
  const open: number[] = [];
  for (const [at, { path }] of matches.entries()) {
    const segment = path.slice(0, place).some(({ kind }) => kind === 'glob') ? undefined : path[place];
    if (segment?.kind !== 'literal') open.push(at);
    else named.set(segment.text, [...(named.get(segment.text) ?? []), at]);
  }
  return { named, open };
}
