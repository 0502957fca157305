import type { NewEvent, Severity } from '../events/event.ts';
import type { RulesChange, RulesFinding, RulesSeverity } from './rules-report.ts';
import type { RulesScan, ScannedRules } from './rules-scan.ts';

export type ScanEvent = Pick<NewEvent, 'type' | 'severity' | 'subject' | 'dedupKey' | 'payload'>;

/** A file now, with all that differs from the scan before. */
export type ScannedFile = Omit<ScannedRules, 'change'> & { readonly change?: RulesChange | undefined };

export const eventSeverity: Readonly<Record<RulesSeverity, Severity>> = { critical: 'critical', high: 'warning', medium: 'info', low: 'info' };

/** Events of one file in one scan, the worst first; the report has the rest. */
const mostEvents = 100;
const shownDifferences = 10;

/**
 * What is new since the scan before: a finding that stands raises nothing again, one that was mended and came back does. The keys name the
 * scan before, so that two servers that scan at once raise each event once.
 */
export function scanEvents(files: readonly ScannedFile[], last: RulesScan | undefined): readonly ScanEvent[] {
  return storable(files.flatMap((file) => {
    const before = last?.files.find(({ kind }) => kind === file.kind);
    const key = (what: string) => `rules:${file.kind}:${what}:after:${last?.id ?? 'nothing'}`;
    return [...changeOf(file, before, key), ...brokenOf(file, before, key), ...findingsOf(file, before, key)];
  }));
}

/** Rules may hold any character, and so may a request made from them; a database takes neither NUL nor half a surrogate pair. */
function storable<T>(value: T): T {
  return storableJson(value) as T;
}

function storableJson(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '\ufffd').toWellFormed();
  if (Array.isArray(value)) return value.map(storableJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [storableJson(name), storableJson(each)]));
}

type KeyOf = (what: string) => string;

function changeOf({ kind, path, digest, change }: ScannedFile, before: ScannedRules | undefined, key: KeyOf): readonly ScanEvent[] {
  if (before === undefined || before.digest === digest) return [];
  const verdict = change?.verdict ?? 'unknown';
  const isTamed = verdict === 'equal' || verdict === 'stricter';
  const payload = { file: path, kind, verdict, digest, digestBefore: before.digest, differences: (change?.differences ?? []).slice(0, shownDifferences) };
  return [{ type: 'SECURITY_RULES_CHANGED', severity: isTamed ? 'info' : 'warning', subject: `${path} changed: ${changeWords[verdict]}`, dedupKey: key(`changed:${digest}`), payload }];
}

const changeWords: Readonly<Record<RulesChange['verdict'], string>> = {
  equal: 'it allows the same as before',
  stricter: 'it allows less than before',
  looser: 'it allows more than before',
  both: 'it allows some more and some less than before',
  unknown: 'if it allows more than before was not decided',
};

function brokenOf({ kind, path, report }: ScannedFile, before: ScannedRules | undefined, key: KeyOf): readonly ScanEvent[] {
  if (report.compiles || before?.report.compiles === false) return [];
  const first = report.diagnostics.find(({ severity }) => severity === 'error');
  const payload = { file: path, kind, ...(first !== undefined && { line: first.range.start.line, sentence: first.sentence, remedy: first.remedy }) };
  return [{ type: 'SECURITY_RULES_VIOLATION', severity: 'warning', subject: `${path} does not compile, so it cannot be deployed: older rules stay in force`, dedupKey: key('does-not-compile'), payload }];
}

function findingsOf({ kind, path, report }: ScannedFile, before: ScannedRules | undefined, key: KeyOf): readonly ScanEvent[] {
  // With the severity: a date that is about to pass, and then has, is news though it was seen before.
  const nameOf = ({ id, severity }: RulesFinding) => `${severity}:${id}`;
  const known = new Set(before?.report.findings.map(nameOf));
  const fresh = report.findings.filter((finding) => !known.has(nameOf(finding))).toSorted((a, b) => rank[a.severity] - rank[b.severity]);
  return fresh.slice(0, mostEvents).map((finding) => ({
    type: 'SECURITY_RULES_VIOLATION', severity: eventSeverity[finding.severity], subject: `${path}:${finding.line}: ${finding.sentence}`, dedupKey: key(`finding:${nameOf(finding)}`),
    payload: { file: path, kind, ...factsOf(finding) },
  }));
}

const rank: Readonly<Record<RulesSeverity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };

function factsOf({ id, check, severity, path, operation, principal, line, witness, steps, fix }: RulesFinding): Readonly<Record<string, unknown>> {
  return { finding: id, check, severity, path, line, fix, ...(operation !== undefined && { operation }), ...(principal !== undefined && { principal }), ...(witness !== undefined && { witness }), ...(steps.length > 0 && { steps }) };
}
