import type { Cell } from '@sora/rules';
import { rewritings } from '@sora/rules/testing';
import type { Checks } from '../checks.ts';
import { analysed, type AnalysedFile } from './analysed-corpus.ts';

/** Files written otherwise get the verdicts that they had. @returns how many there were */
export function proveRewritings(checks: Checks, files: readonly AnalysedFile[]): number {
  let rewritten = 0;
  for (const [name, rewrite] of Object.entries(rewritings)) {
    const differing = files.flatMap((file) => {
      const source = rewrite(file.prover.ruleset);
      if (source === undefined) return [];
      rewritten += 1;
      const [before, after] = [verdictsOf(file.matrix), verdictsOf(analysed(file.file, source)?.matrix ?? [])];
      return before.filter((line, at) => line !== after[at]).slice(0, 1).map((line) => `${file.file}: ${line}`);
    });
    checks.equal(`${name}: no verdict changes`, differing, []);
  }
  return rewritten;
}

/** A line for each cell, in an order that does not hang on the file's. */
function verdictsOf(matrix: readonly Cell[]): readonly string[] {
  return matrix.map(({ service, match, operation, principal, verdict }) => `${service} ${match} ${operation} ${principal} ${verdict.kind}`).toSorted((a, b) => (a < b ? -1 : 1));
}
