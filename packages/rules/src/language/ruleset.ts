import type { Allow, Match, PatternSegment, RulesFile } from './ast.ts';
import type { Names } from './names/names.ts';
import { matchesOf } from './walk.ts';

/** A rules file that was read, with the meaning of its names: what evaluator, prover and checks stand on. */
export interface Ruleset {
  readonly source: string;
  readonly file: RulesFile;
  readonly names: Names;
  /** Every match of the file with its whole path, in the order of the file. */
  readonly matches: readonly FlatMatch[];
  /** False when a remark is an error: then nothing is allowed, for Firebase would not have taken the file. */
  readonly compiles: boolean;
}

/** A match without its nesting. */
export interface FlatMatch {
  readonly service: string;
  /** From the root of the service. */
  readonly path: readonly PatternSegment[];
  readonly allows: readonly Allow[];
  readonly match: Match;
}

export function flatten(file: RulesFile): readonly FlatMatch[] {
  return [...matchesOf(file)].map(({ service, chain }) => {
    const match = chain.at(-1) ?? chain[0];
    return { service: service.name.text, path: chain.flatMap(({ path }) => path), allows: match.allows, match };
  });
}

/** `/users/{user}/{rest=**}`. */
export function patternText(path: readonly PatternSegment[]): string {
  return path.map((segment) => (segment.kind === 'literal' ? `/${segment.text}` : `/{${segment.name.text}${segment.kind === 'glob' ? '=**' : ''}}`)).join('');
}
