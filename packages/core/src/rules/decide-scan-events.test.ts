import { expect, test } from 'vitest';
import { scanEvents, type ScannedFile } from './decide-scan-events.ts';
import type { RulesFinding, RulesReport, RulesSeverity } from './rules-report.ts';
import type { RulesScan } from './rules-scan.ts';
import { scanSummary, scanTotals } from './summarise-scan.ts';

const witness = { request: { operation: 'get', path: 'wallets/ada' }, documents: {}, objects: {} };

function finding(id: string, severity: RulesSeverity = 'critical'): RulesFinding {
  return { id, check: 'open-read', severity, path: '/wallets/{id}', operation: 'get', principal: 'anonymous', line: 4, sentence: `Anyone reads wallets (${id}).`, witness, steps: [], fix: 'Ask for request.auth.uid == id.' };
}

function report(findings: readonly RulesFinding[], more: Partial<RulesReport> = {}): RulesReport {
  return { score: 60, pass: false, compiles: true, diagnostics: [], findings, accepted: [], matrix: [], undecided: { cells: 0, of: 0, protectedCells: 0 }, ...more };
}

function file(findings: readonly RulesFinding[], more: Partial<ScannedFile> = {}): ScannedFile {
  return { kind: 'firestore', path: 'firestore.rules', source: 'a', digest: 'a', report: report(findings), ...more };
}

function scanOf({ change: _change, ...scanned }: ScannedFile, id = 's1'): RulesScan {
  return { id, atMs: 0, tookMs: 1, trigger: 'schedule', ...scanTotals([scanned]), files: [scanned] };
}

test('each finding of the first scan is a violation with the request that shows it, by its severity [SEC-5]', () => {
  const events = scanEvents([file([finding('m', 'medium'), finding('h', 'high'), finding('c')])], undefined);
  expect(events.map(({ type, severity, dedupKey }) => [type, severity, dedupKey])).toEqual([
    ['SECURITY_RULES_VIOLATION', 'critical', 'rules:firestore:finding:critical:c:after:nothing'],
    ['SECURITY_RULES_VIOLATION', 'warning', 'rules:firestore:finding:high:h:after:nothing'],
    ['SECURITY_RULES_VIOLATION', 'info', 'rules:firestore:finding:medium:m:after:nothing'],
  ]);
  expect(events[0]).toMatchObject({ subject: 'firestore.rules:4: Anyone reads wallets (c).', payload: { finding: 'c', check: 'open-read', principal: 'anonymous', witness, fix: 'Ask for request.auth.uid == id.' } });
});

test('a finding that stands raises nothing again; one that was mended and came back does, under another key [SEC-5]', () => {
  const first = scanOf(file([finding('c')]));
  expect(scanEvents([file([finding('c')])], first)).toEqual([]);
  const mended = scanOf(file([]), 's2');
  expect(scanEvents([file([finding('c')])], mended)).toMatchObject([{ dedupKey: 'rules:firestore:finding:critical:c:after:s2' }]);
});

test('a date that is far, near, and past is told each time it changes, and not between [SEC-2]', () => {
  const told = (before: RulesSeverity, now: RulesSeverity) => scanEvents([file([finding('time-bomb', now)])], scanOf(file([finding('time-bomb', before)]))).map(({ severity }) => severity);
  expect([told('low', 'low'), told('low', 'medium'), told('medium', 'medium'), told('medium', 'high')]).toEqual([[], ['info'], [], ['warning']]);
});

test('a finding of the other file is not known by its id alone', () => {
  const first = scanOf(file([finding('c')]));
  expect(scanEvents([file([finding('c')]), file([finding('c')], { kind: 'storage', path: 'storage.rules' })], first)).toMatchObject([{ dedupKey: 'rules:storage:finding:critical:c:after:s1' }]);
});

test('a text that changed says in which direction; only what may allow more is a warning [SEC-2]', () => {
  const first = scanOf(file([]));
  const changed = (verdict: 'equal' | 'stricter' | 'looser' | 'both' | 'unknown') => scanEvents([file([], { digest: 'b', change: { verdict, differences: [] } })], first)[0];
  expect((['equal', 'stricter', 'looser', 'both', 'unknown'] as const).map((verdict) => [verdict, changed(verdict)?.type, changed(verdict)?.severity])).toEqual([
    ['equal', 'SECURITY_RULES_CHANGED', 'info'], ['stricter', 'SECURITY_RULES_CHANGED', 'info'],
    ['looser', 'SECURITY_RULES_CHANGED', 'warning'], ['both', 'SECURITY_RULES_CHANGED', 'warning'], ['unknown', 'SECURITY_RULES_CHANGED', 'warning'],
  ]);
  expect(changed('looser')).toMatchObject({ subject: 'firestore.rules changed: it allows more than before', payload: { digest: 'b', digestBefore: 'a' } });
});

test('a file that no longer compiles is said once', () => {
  const broken = file([], { report: report([], { compiles: false, score: 0, diagnostics: [{ code: 'syntax', severity: 'error', sentence: 'Here.', remedy: 'So.', range: { start: { line: 7, column: 1 } } }] }) });
  expect(scanEvents([broken], scanOf(file([])))).toMatchObject([{ type: 'SECURITY_RULES_VIOLATION', severity: 'warning', payload: { line: 7, sentence: 'Here.' } }]);
  expect(scanEvents([broken], scanOf(broken))).toEqual([]);
});

test('at most a hundred findings of a file are events, the worst of them', () => {
  const many = Array.from({ length: 150 }, (_, at) => finding(`f${at}`, at < 100 ? 'low' : 'critical'));
  const events = scanEvents([file(many)], undefined);
  expect([events.length, events.filter(({ severity }) => severity === 'critical').length]).toEqual([100, 50]);
});

test('characters that a database refuses do not keep an event out', () => {
  const nasty = { ...finding('c'), sentence: 'a\0b\ud800', witness: { ...witness, documents: { 'a/\0': { '\ud800': 'x\0' } } } };
  const text = JSON.stringify(scanEvents([file([nasty])], undefined));
  expect(text).not.toMatch(/\\u0000|\\ud800/);
  expect(text).toContain('x\ufffd');
});

test('a scan is as good as its worst file', () => {
  const good = { ...file([]), report: report([], { score: 98, pass: true }) };
  const scan = { ...scanOf(good), ...scanTotals([good, file([finding('c'), finding('l', 'low')])]) };
  expect(scan).toMatchObject({ score: 60, pass: false, findings: { critical: 1, high: 0, medium: 0, low: 1 } });
  expect(scanSummary(scan).files).toEqual([{ kind: 'firestore', path: 'firestore.rules', digest: 'a', score: 98, pass: true, compiles: true }]);
});
