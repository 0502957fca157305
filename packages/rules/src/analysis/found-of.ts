import { checkOf, type BreachCheck } from './check-of.ts';
import { fixOf } from './fix.ts';
import type { Evidence, Found } from './rules-check.ts';
import { sentenceOf } from './words.ts';

/** The findings that a check makes of its breaches. */
export function foundBy(check: BreachCheck, { breaches, ruleset }: Evidence): readonly Found[] {
  return breaches.filter((breach) => checkOf(breach, ruleset) === check).map((breach) => ({
    ...(breach.kind === 'limit' && { topic: breach.limit.name }),
    severity: breach.severity, path: breach.row.path, operation: breach.operation, principal: breach.principal, line: breach.verdict.line,
    sentence: sentenceOf(breach), witness: breach.verdict.witness, steps: breach.verdict.kind === 'allow' ? breach.verdict.steps : [], fix: fixOf(breach, ruleset),
  }));
}
