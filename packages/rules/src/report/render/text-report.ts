import type { Diagnostic } from '../../language/diagnostic.ts';
import type { AcceptedFinding, Finding, RulesReport } from '../report.ts';
import { witnessWords } from './request-words.ts';
import { countWords, lastDay, outcomeWords } from './report-words.ts';

export interface TextOptions {
  /** As its reader names the file. */
  readonly file: string;
  /** Command that runs the request of a finding again, if there is one; the id is put behind it. */
  readonly explain?: string;
}

/** For people at a terminal: a line for each finding, that begins as compilers do, so that it is a link. */
export function textReport(report: RulesReport, { file, explain }: TextOptions): string {
  const { compiles, diagnostics, findings, accepted, pass } = report;
  return [
    `${file}: ${outcomeWords(report)}.`,
    ...(compiles ? [countWords(report)] : []),
    ...diagnostics.filter(({ severity }) => severity === 'error' || !compiles).map((each) => diagnosticText(each, file)),
    ...findings.map((finding) => `\n${findingText(finding, file)}`),
    ...(accepted.length === 0 ? [] : ['', 'Accepted:', ...accepted.map((each) => acceptedText(each, file))]),
    ...(findings.length === 0 || explain === undefined ? [] : ['', `To see which part of which line lets a request through: ${explain} 'ID'`]),
    ...(pass || !compiles ? [] : ['Next: mend the first one and run this again; what you mean to allow goes into an intents file (docs/rules.md).']),
  ].join('\n');
}

function findingText({ id, severity, line, sentence, witness, steps, fix }: Finding, file: string): string {
  return [
    `${file}:${line}: ${severity}: ${sentence}`,
    ...steps.map((step, at) => `    ${at === 0 ? 'first    ' : 'then     '}${witnessWords(step)}`),
    ...(witness === undefined ? [] : [`    ${steps.length === 0 ? 'request  ' : 'then     '}${witnessWords(witness)}`]),
    `    fix      ${fix.replaceAll('\n', '\n             ')}`,
    `    id       ${id}`,
  ].join('\n');
}

function diagnosticText({ range: { start }, severity, code, sentence, remedy }: Diagnostic, file: string): string {
  return `${file}:${start.line}:${start.column}: ${severity}: ${sentence} [${code}]\n    ${remedy}`;
}

function acceptedText({ finding, reason, expiresAtMs }: AcceptedFinding, file: string): string {
  return `${file}:${finding.line}: until ${lastDay(expiresAtMs)}: ${reason}\n    ${finding.sentence}`;
}
