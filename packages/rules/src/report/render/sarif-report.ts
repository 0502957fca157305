import type { Diagnostic } from '../../language/diagnostic.ts';
import { allChecks } from '../all-checks.ts';
import type { AcceptedFinding, Finding, RulesReport, Severity } from '../report.ts';
import { witnessWords } from './request-words.ts';
import { lastDay } from './report-words.ts';

export interface SarifOptions {
  /** Path of the file from the root of the repository, which the upload is about. */
  readonly file: string;
  readonly version: string;
}

type Level = 'error' | 'warning' | 'note';

const levels: Readonly<Record<Severity, Level>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };

/** As GitHub reads it: 9 and above is critical, 7 high, 4 medium. */
const scores: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' };

/** SARIF 2.1.0, for code scanning. Accepted findings are suppressed ones. @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifReport(report: RulesReport, { file, version }: SarifOptions): object {
  const uri = uriOf(file);
  const results = [
    ...report.diagnostics.map((diagnostic) => diagnosticResult(diagnostic, uri)),
    ...report.findings.map((finding) => findingResult(finding, uri)),
    ...report.accepted.map((accepted) => suppressedResult(accepted, uri)),
  ];
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'SORA rules', semanticVersion: version, rules: descriptorsOf(report) } },
      invocations: [{ executionSuccessful: report.compiles }],
      results,
      columnKind: 'utf16CodeUnits',
      properties: { score: report.score, pass: report.pass, undecided: report.undecided },
    }],
  };
}

function descriptorsOf({ diagnostics }: RulesReport): readonly object[] {
  const checks = allChecks.map(({ name, question, severity }) => ({
    id: name, shortDescription: { text: question }, defaultConfiguration: { level: levels[severity] },
    properties: { tags: ['security'], 'security-severity': scores[severity] },
  }));
  const remarks = [...new Map(diagnostics.map(({ code, remedy, severity }) => [code, { id: code, shortDescription: { text: remedy }, defaultConfiguration: { level: severity } }])).values()];
  return [...checks, ...remarks];
}

function findingResult({ id, check, severity, path, operation, principal, line, sentence, witness, steps, fix }: Finding, uri: string): object {
  const shown = witness === undefined ? '' : ` Shown by: ${[...steps, witness].map(witnessWords).join('; then ')}.`;
  return {
    ruleId: check, level: levels[severity], message: { text: `${sentence}${shown} ${fix}` },
    locations: [locationOf(uri, { startLine: line })],
    partialFingerprints: { 'soraFinding/v1': id },
    properties: { 'security-severity': scores[severity], severity, path, operation, principal, witness, steps, fix },
  };
}

function suppressedResult({ finding, reason, expiresAtMs }: AcceptedFinding, uri: string): object {
  return { ...findingResult(finding, uri), suppressions: [{ kind: 'external', status: 'accepted', justification: `${reason} (until ${lastDay(expiresAtMs)})` }] };
}

function diagnosticResult({ code, severity, range: { start }, sentence, remedy }: Diagnostic, uri: string): object {
  return { ruleId: code, level: severity, message: { text: `${sentence} ${remedy}` }, locations: [locationOf(uri, { startLine: start.line, startColumn: start.column })] };
}

function locationOf(uri: string, region: object): object {
  return { physicalLocation: { artifactLocation: { uri }, region } };
}

function uriOf(path: string): string {
  const uri = path.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  return uri.startsWith('/') ? `file://${uri}` : uri;
}
