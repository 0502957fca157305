import type { RulesFile } from './ast.ts';
import type { Names } from './names/names.ts';

/** A rules file that was read, with the meaning of its names: what evaluator, prover and checks stand on. */
export interface Ruleset {
  readonly source: string;
  readonly file: RulesFile;
  readonly names: Names;
  /** False when a remark is an error: then nothing is allowed, for Firebase would not have taken the file. */
  readonly compiles: boolean;
}
