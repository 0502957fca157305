import { diffRules, evaluateRequest, operations, parseRules, principals, proverOf, type RulesDiff, type Ruleset } from '@sora/rules';
import { type Mutant, mutantsOf, randomOf, randomWorlds, settingsAtNoon } from '@sora/rules/testing';
import type { Checks } from '../checks.ts';
import type { AnalysedFile } from './analysed-corpus.ts';

export interface MutantCounts {
  readonly mutants: number;
  /** A request was found that the mutant allows and the file denies. */
  readonly widening: number;
  readonly found: number;
}

interface MutantOptions {
  readonly seed: number;
  /** Requests tried on a mutant before it counts as none that allows more. */
  readonly tries: number;
  readonly mutantsPerFile: number;
}

/** Changes of one place that let more through, as a request shows, are called looser by the diff. */
export function proveMutants(checks: Checks, files: readonly AnalysedFile[], { seed, tries, mutantsPerFile }: MutantOptions): MutantCounts {
  const random = randomOf(seed);
  const missed: string[] = [];
  let [mutants, widening] = [0, 0];
  for (const { file, prover } of files) {
    const all = mutantsOf(prover.ruleset);
    const some = all.length <= mutantsPerFile ? all : Array.from({ length: mutantsPerFile }, () => all[Math.floor(random() * all.length)]).filter((each) => each !== undefined);
    for (const mutant of some) {
      mutants += 1;
      if (!allowsMore(prover.ruleset, mutant, { random, tries })) continue;
      widening += 1;
      if (!isLooser(diffRules(prover.ruleset, parseRules(mutant.source).ruleset, settingsAtNoon))) missed.push(`${file}:${mutant.line} ${mutant.change}`);
    }
  }
  const found = widening - missed.length;
  checks.holds('at least 95 % of the mutants that allow more are called looser', found >= 0.95 * widening && widening > 0, { mutants, widening, found, missed: missed.slice(0, 20) });
  return { mutants, widening, found };
}

function isLooser({ verdict, differences }: RulesDiff): boolean {
  return (verdict === 'looser' || verdict === 'both') && differences.some(({ direction }) => direction === 'looser');
}

/** Random requests, to what the mutant names: one that it allows and the file does not. */
function allowsMore(ruleset: Ruleset, mutant: Mutant, { random, tries }: { readonly random: () => number; readonly tries: number }): boolean {
  const changed = parseRules(mutant.source).ruleset;
  if (!changed.compiles) return false;
  const { targets } = proverOf(changed, settingsAtNoon);
  const make = randomWorlds(changed, random);
  for (let left = tries; left > 0; left -= 1) {
    const target = targets[Math.floor(random() * targets.length)];
    const operation = operations[Math.floor(random() * operations.length)];
    const principal = principals[Math.floor(random() * principals.length)];
    if (target === undefined || operation === undefined || principal === undefined) return false;
    const { request, facts } = make({ target, operation, principal });
    if (evaluateRequest(changed, request, facts).allowed && !evaluateRequest(ruleset, request, facts).allowed) return true;
  }
  return false;
}
