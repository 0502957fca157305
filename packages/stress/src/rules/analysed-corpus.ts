import { accessMatrix, type Cell, parseRules, type Prover, proverOf } from '@sora/rules';
import { corpusFiles, settingsAtNoon } from '@sora/rules/testing';

/** A real file that compiles, with what it was found to allow. */
export interface AnalysedFile {
  readonly file: string;
  readonly source: string;
  readonly prover: Prover;
  readonly matrix: readonly Cell[];
}

export function analysedCorpus(): readonly AnalysedFile[] {
  return corpusFiles().flatMap(({ file, source }) => analysed(file, source) ?? []);
}

/** `undefined`: it does not compile, so it allows nothing. */
export function analysed(file: string, source: string): AnalysedFile | undefined {
  const { ruleset } = parseRules(source);
  if (!ruleset.compiles) return undefined;
  const prover = proverOf(ruleset, settingsAtNoon);
  return { file, source, prover, matrix: accessMatrix(prover) };
}
