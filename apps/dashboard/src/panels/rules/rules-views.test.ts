import type { RulesCell, RulesFinding, RulesScanSummary, RulesVerdict } from '@sora/core';
import { describe, expect, test } from 'vitest';
import type { ScannedFile } from '../../api/rules.ts';
import { cellDetail } from './cell-view.ts';
import { findingsView } from './findings-view.ts';
import { matrixView } from './matrix-view.ts';
import { historyView, scoreView } from './score-view.ts';

const witness = { request: { operation: 'get', path: 'wallets/ada', auth: null }, documents: { 'wallets/ada': {} }, objects: {} };
const match = '/databases/{database}/documents/wallets/{id}';
const verdicts: readonly RulesVerdict[] = [
  { kind: 'allow', line: 5, witness, steps: [] }, { kind: 'deny' },
  { kind: 'conditional', line: 5, witness, facts: [{ text: 'resource.data.open == true', without: witness }] }, { kind: 'undecided', reason: 'too-many-cases' },
];
const principals = ['anonymous', 'owner', 'participant', 'stranger'];
const cells = verdicts.map((verdict, at): RulesCell => ({ service: 'cloud.firestore', match, line: 4, operation: 'get', principal: principals[at] ?? '', verdict }));
const finding: RulesFinding = { id: 'f', check: 'no-open-access', severity: 'critical', path: match, operation: 'get', principal: 'anonymous', line: 5, sentence: 'Anyone reads wallets.', witness, steps: [], fix: 'Ask who is there.' };
const report = { score: 60, pass: false, compiles: true, diagnostics: [], findings: [finding], accepted: [{ finding: { ...finding, id: 'g' }, reason: 'A demo.', expiresAtMs: Date.UTC(2027, 0, 1) }], matrix: cells, undecided: { cells: 1, of: 4, protectedCells: 0 } };
const file: ScannedFile = { kind: 'firestore', path: 'firestore.rules', digest: 'a', change: 'looser', report };

describe('the matrix', () => {
  test('has a row for each operation, a column for each caller, and says each cell aloud', () => {
    const { columns, matches } = matrixView(file, { line: 4, operation: 'get', principal: 'owner' });
    expect(columns.map(({ head }) => head)).toEqual(['Nobody', 'Owner', 'Partic.', 'Stranger']);
    expect(matches).toMatchObject([{ path: '/wallets/{id}', line: 4, rows: [{ operation: 'get' }] }]);
    expect(matches[0]?.rows[0]?.cells.map(({ sign, isFound, current }) => [sign, isFound, current])).toEqual([['yes', true, false], ['–', false, true], ['if', false, false], ['?', false, false]]);
    expect(matches[0]?.rows[0]?.cells[0]).toMatchObject({ label: 'Anyone, without a session: get /wallets/{id} is allowed, which was not meant', href: '/?view=rules&file=firestore&cell=4.get.anonymous' });
  });

  test('two matches of one path stay apart', () => {
    const twice = { ...file, report: { ...report, matrix: [...cells, ...cells.map((cell) => ({ ...cell, line: 9 }))] } };
    expect(matrixView(twice, undefined).matches.map(({ line }) => line)).toEqual([4, 9]);
  });
});

describe('why a cell is as it is', () => {
  const details = cells.map((cell, at) => cellDetail(cell, at === 0));

  test('allowed: the request, as the command reads it', () => {
    expect(details[0]).toMatchObject({ tone: 'critical', headline: 'Anyone, without a session: get /wallets/{id} is allowed, and was not meant', witnesses: [{ title: 'The request', headline: 'get wallets/ada without a session' }] });
    expect(JSON.parse(details[0]?.witnesses[0]?.json ?? '')).toEqual(witness);
  });

  test('what is meant to be allowed is not painted red', () => {
    const [allowed] = cells;
    expect(allowed && cellDetail(allowed, false).tone).toBe('info');
  });

  test('after other requests: all of them, in their order', () => {
    const chained = cellDetail({ ...(cells[0] as RulesCell), verdict: { kind: 'allow', line: 5, witness, steps: [witness, witness] } }, true);
    expect(chained.witnesses.map(({ title }) => title)).toEqual(['Request 1', 'Request 2', 'Request 3']);
  });

  test('denied: for all data. On conditions: the facts, and the same request without each. Not decided: the reason', () => {
    expect(details[1]).toMatchObject({ tone: 'healthy', why: expect.stringContaining('For all data') });
    expect(details[2]).toMatchObject({ tone: 'degraded', facts: ['resource.data.open == true'], witnesses: [{ title: 'Allowed' }, { title: 'Denied without resource.data.open == true' }] });
    expect(details[3]).toMatchObject({ tone: 'quiet', why: expect.stringContaining('more cases than the search looks at') });
  });
});

test('a finding leads to its cell, and an accepted one says why and until when', () => {
  expect(findingsView(file)).toMatchObject([
    { severity: 'Critical', tone: 'critical', place: 'firestore.rules:5', href: '/?view=rules&file=firestore&cell=4.get.anonymous', accepted: undefined },
    { tone: 'quiet', accepted: expect.stringMatching(/^Accepted until .*31 Dec.*: A demo\.$/) },
  ]);
});

test('the score says what it is made of, and in which direction the text changed', () => {
  expect(scoreView(file)).toEqual({ tone: 'critical', score: '60', headline: 'Does not pass', facts: ['firestore.rules', '1 critical', '1 accepted', '1 of 4 accesses undecided', 'changed: allows more than before'] });
  expect(scoreView({ ...file, report: { ...report, compiles: false, score: 0 } }).headline).toBe('Does not compile');
});

test('the history has each scan in a line', () => {
  const scan: RulesScanSummary = { id: 's', atMs: 0, tookMs: 9, trigger: 'schedule', score: 60, pass: false, findings: { critical: 1, high: 0, medium: 2, low: 0 }, accepted: 0, files: [{ kind: 'firestore', path: 'a', digest: 'a', score: 60, pass: false, compiles: true, change: 'looser' }] };
  expect(historyView([scan], 7_200_000)).toMatchObject([{ score: '60', fill: 0.6, tone: 'critical', ago: '2 h ago', words: 'does not pass · 1 critical, 2 medium · firestore changed: allows more than before · daily scan' }]);
});
