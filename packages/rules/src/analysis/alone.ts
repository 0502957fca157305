import { candidatesFor, covers } from '../evaluation/decide.ts';
import type { Ruleset } from '../language/ruleset.ts';
import type { ProofQuestion } from '../proof/prover.ts';
import type { Verdict } from '../proof/verdict.ts';

/** The ruleset once for each allow that could answer, with that one alone: what one allow lets through does not depend on the others. */
export function eachAllowAlone(ruleset: Ruleset, { target: { service, path }, operation }: Pick<ProofQuestion, 'target' | 'operation'>): readonly Ruleset[] {
  return candidatesFor(ruleset, { service, path }).flatMap(({ flat }) => (
    flat.allows.filter(({ operations }) => covers(operations, operation)).map((allow) => ({ ...ruleset, matches: [{ ...flat, allows: [allow] }] }))
  ));
}

/** The most that any of them says. */
export function mostOf(verdicts: readonly Verdict[]): Verdict {
  const ofKind = (kind: Verdict['kind']) => verdicts.find((verdict) => verdict.kind === kind);
  return ofKind('allow') ?? ofKind('conditional') ?? ofKind('undecided') ?? { kind: 'deny' };
}
