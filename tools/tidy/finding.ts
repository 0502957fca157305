import type { TextFile } from '../lib/repository.ts';

/** One place that breaks a rule of the house. */
export interface Finding {
  readonly path: string;
  readonly line: number;
  /** What is wrong and what to do instead, in a sentence. */
  readonly sentence: string;
}

/** A rule looks at one file at a time and knows by its path if it applies. */
export type Rule = (file: TextFile) => readonly Finding[];

/** `path:line sentence`, as an editor opens it. */
export function wordFinding({ path, line, sentence }: Finding): string {
  return `${path}:${line} ${sentence}`;
}

/** Every match of a pattern, with its line. */
export function findAll(file: TextFile, pattern: RegExp, sentence: string): readonly Finding[] {
  const everywhere = new RegExp(pattern.source, [...new Set(`${pattern.flags}g`)].join(''));
  return [...file.text.matchAll(everywhere)].map((match) => ({ path: file.path, line: file.text.slice(0, match.index).split('\n').length, sentence: `${match[0].trim()}: ${sentence}` }));
}
