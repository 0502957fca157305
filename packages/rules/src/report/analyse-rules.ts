import { accessBreaches } from '../analysis/access-breaches.ts';
import { analysisOf } from '../analysis/analysis.ts';
import { limitBreaches } from '../analysis/limit-breaches.ts';
import { withoutRepeats } from '../analysis/repeats.ts';
import type { Evidence, RulesCheck } from '../analysis/rules-check.ts';
import { severities } from '../analysis/severities.ts';
import type { Acceptance } from '../intents/acceptance.ts';
import type { Intent } from '../intents/intent.ts';
import { parseRules } from '../language/parse-rules.ts';
import { operations } from '../proof/access-matrix.ts';
import type { ProofSettings } from '../proof/access.ts';
import { type Prover, proverOf } from '../proof/prover.ts';
import { accept } from './accept.ts';
import { allChecks } from './all-checks.ts';
import type { Finding, RulesReport } from './report.ts';
import { passes, scoreOf } from './score.ts';

export interface AnalyseOptions {
  /** Its time decides which dates have passed, in conditions and in acceptances. */
  readonly settings: ProofSettings;
  /** The team's own, before the defaults. */
  readonly intents?: readonly Intent[];
  readonly acceptances?: readonly Acceptance[];
}

/** Everything there is to say about one rules file, of either service or both. Takes any text. */
export function analyseRules(source: string, options: AnalyseOptions): RulesReport {
  const { ruleset, diagnostics } = parseRules(source);
  if (ruleset.compiles) return { ...reportOf(proverOf(ruleset, options.settings), options), diagnostics };
  // Firebase takes no such file, so nothing of it is in force, and what is in force nobody knows.
  return { score: 0, pass: false, compiles: false, diagnostics, findings: [], accepted: [], matrix: [], undecided: { cells: 0, of: 0, protectedCells: 0 } };
}

/** What a prover's answers mean for a file that compiles. */
export function reportOf(prover: Prover, { settings, intents = [], acceptances = [] }: AnalyseOptions): Omit<RulesReport, 'diagnostics'> {
  const analysis = analysisOf(prover, settings, intents);
  const access = accessBreaches(analysis);
  const limits = limitBreaches(analysis);
  const evidence = { ...analysis, breaches: withoutRepeats(analysis, [...access.breaches, ...limits.breaches]) };
  const all = allChecks.flatMap((check) => findingsOf(check, evidence)).toSorted(byGravity);
  const { findings, accepted } = accept(all, acceptances, Number(settings.nowNanos / 1_000_000n));
  const { matrix } = analysis;
  const undecided = { cells: matrix.filter(({ verdict }) => verdict.kind === 'undecided').length, of: matrix.length, protectedCells: access.open.length + limits.open.length };
  const score = scoreOf(findings, undecided.protectedCells);
  return { score, pass: passes(score, findings), compiles: true, findings, accepted, matrix, undecided };
}

function findingsOf(check: RulesCheck, evidence: Evidence): readonly Finding[] {
  return check.find(evidence).map(({ topic, ...found }) => {
    const id = [topic === undefined ? check.name : `${check.name}.${topic}`, found.path, found.operation, found.principal].filter((part) => part !== undefined).join(' ');
    return { id, check: check.name, ...found };
  });
}

function byGravity(a: Finding, b: Finding): number {
  return severities.indexOf(b.severity) - severities.indexOf(a.severity) || a.line - b.line || orderOf(a) - orderOf(b);
}

function orderOf({ operation }: Finding): number {
  return operations.findIndex((each) => each === operation);
}
