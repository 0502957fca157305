import type { Operation } from '../evaluation/decide.ts';
import type { Intent } from '../intents/intent.ts';
import type { Ruleset } from '../language/ruleset.ts';
import { accessMatrix, type Cell } from '../proof/access-matrix.ts';
import type { ProofSettings } from '../proof/access.ts';
import type { Prover } from '../proof/prover.ts';
import type { Target } from '../proof/target.ts';
import { patternText } from '../language/ruleset.ts';
import { intentOf } from './intent-of.ts';

/** What checks look at. */
export interface Analysis {
  readonly ruleset: Ruleset;
  readonly prover: Prover;
  readonly settings: ProofSettings;
  readonly matrix: readonly Cell[];
  readonly rows: readonly Row[];
}

/** A match, what is meant by it, and who may do what there. */
export interface Row {
  readonly target: Target;
  /** The pattern of the match. */
  readonly path: string;
  readonly intent: Intent;
  readonly cells: Readonly<Record<Operation, readonly Cell[]>>;
}

export function analysisOf(prover: Prover, settings: ProofSettings, intents: readonly Intent[]): Analysis {
  const { ruleset } = prover;
  const matrix = accessMatrix(prover);
  const rows = prover.targets.map((target): Row => {
    const path = patternText(target.flat.path);
    const own = matrix.filter((cell) => cell.match === path && cell.service === target.service);
    const cellsOf = (operation: Operation) => own.filter((cell) => cell.operation === operation);
    return {
      target, path, intent: intentOf(target, intents, ruleset.names),
      cells: { get: cellsOf('get'), list: cellsOf('list'), create: cellsOf('create'), update: cellsOf('update'), delete: cellsOf('delete') },
    };
  });
  return { ruleset, prover, settings, matrix, rows };
}
