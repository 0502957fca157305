import type { RulesSeverity } from './rules-report.ts';
import type { RulesScan, RulesScanSummary, ScannedRules } from './rules-scan.ts';

type Totals = Pick<RulesScan, 'score' | 'pass' | 'findings' | 'accepted'>;

/** A scan is as good as its worst file. */
export function scanTotals(files: readonly Pick<ScannedRules, 'report'>[]): Totals {
  const reports = files.map(({ report }) => report);
  const findings = reports.flatMap((report) => report.findings);
  const count = (severity: RulesSeverity) => findings.filter((finding) => finding.severity === severity).length;
  return {
    score: Math.min(100, ...reports.map(({ score }) => score)),
    pass: reports.every(({ pass }) => pass),
    findings: { critical: count('critical'), high: count('high'), medium: count('medium'), low: count('low') },
    accepted: reports.reduce((sum, { accepted }) => sum + accepted.length, 0),
  };
}

/** What the history keeps of a scan. */
export function scanSummary({ files, ...scan }: RulesScan): RulesScanSummary {
  return { ...scan, files: files.map(({ kind, path, digest, change, report: { score, pass, compiles } }) => ({ kind, path, digest, score, pass, compiles, ...(change !== undefined && { change }) })) };
}
