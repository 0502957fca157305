import type { PrincipalName } from '../../proof/principal.ts';
import type { Verdict } from '../../proof/verdict.ts';
import type { RulesReport, Severity } from '../report.ts';
import { passMark } from '../score.ts';

export const severityOrder: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** The outcome in a sentence, without the name of the file. */
export function outcomeWords({ compiles, score, pass }: RulesReport): string {
  if (!compiles) return 'does not compile, so it cannot be deployed';
  return `${score} of 100, ${pass ? 'passes' : `does not pass: that takes more than ${passMark} and nothing critical`}`;
}

export function countWords({ findings, accepted, undecided }: RulesReport): string {
  const found = severityOrder.map((severity) => ({ severity, count: findings.filter((finding) => finding.severity === severity).length })).filter(({ count }) => count > 0);
  const parts = [found.length === 0 ? 'No findings' : found.map(({ severity, count }) => `${count} ${severity}`).join(', ')];
  if (accepted.length > 0) parts.push(`${accepted.length} accepted`);
  parts.push(`${undecided.cells} of ${undecided.of} accesses undecided`);
  if (undecided.protectedCells > 0) parts.push(`${undecided.protectedCells} questions about protected data undecided`);
  return `${parts.join('; ')}.`;
}

/** Heads that fit eleven columns on a line. */
export const shortNames: Readonly<Record<PrincipalName, string>> = {
  'anonymous': 'nobody', 'anonymous-auth': 'anon', 'self-registered': 'selfreg', 'stranger': 'stranger', 'other-owner': 'other', 'ex-participant': 'ex-part',
  'participant': 'part', 'owner': 'owner', 'moderator': 'mod', 'admin-by-claim': 'claim', 'admin-by-document': 'doc',
};

export const undecidedWords: Readonly<Record<Extract<Verdict, { kind: 'undecided' }>['reason'], string>> = {
  'too-many-cases': 'the search ended at its bound',
  'not-understood': 'the rules use what the prover does not see into',
  'not-confirmed': 'it looked allowed, and the evaluator refused the request',
};

/** The day before which an acceptance ends, as it was written. */
export function lastDay(expiresAtMs: number): string {
  return new Date(expiresAtMs - 1).toISOString().slice(0, 10);
}
