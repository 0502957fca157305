import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { re2jsEngine } from '../../evaluation/re2js-engine.ts';
import { analyseRules } from '../analyse-rules.ts';
import type { RulesReport } from '../report.ts';
import { diffText } from './diff-text.ts';
import { markdownReport } from './markdown-report.ts';
import { matrixText } from './matrix-text.ts';
import { witnessWords } from './request-words.ts';
import { sarifReport } from './sarif-report.ts';
import { textReport } from './text-report.ts';

const settings = { nowNanos: 1_795_000_000_000_000_000n, regex: re2jsEngine() };

const open = `rules_version = '2';
service cloud.firestore {
  match /databases/{database}/documents {
    match /user_wallets/{id} {
      allow get: if true;
      allow list: if resource.data.shared == true;
    }
    match /notes/{note} {
      allow get: if get(/databases/$(database)/documents/users/$(request.auth.uid)).data.role == 'admin';
    }
  }
}
`;
const report = analyseRules(open, { settings });
const broken = analyseRules('service cloud.firestore {\n  match /a { allow read if true; }\n}', { settings });
const [found] = report.findings;
if (found === undefined) throw new Error('The open wallets were not found.');
const accepting = analyseRules(open, { settings, acceptances: report.findings.map(({ id }) => ({ finding: id, reason: 'A demo.', expiresAtMs: Date.UTC(2027, 0, 1) })) });
/** As a file of somebody who wants to be seen elsewhere than in code. */
const hostile: RulesReport = { ...report, findings: [{ ...found, sentence: '</details><script>alert(1)</script> [x](https://evil.example) @everyone | `\n# Head', fix: '```\n| a |' }] };

describe('text', () => {
  test('a finding is one line that begins with its place, with the request that shows it and what to do [SEC-1]', () => {
    const text = textReport(report, { file: 'firestore.rules', explain: 'rules explain --finding' });
    expect(text).toMatch(/^firestore\.rules: \d+ of 100, does not pass: that takes more than 90 and nothing critical\.\n1 critical/);
    expect(text).toContain(`firestore.rules:5: critical: ${found.sentence}\n    request  get user_wallets/`);
    expect(text).toContain(`    fix      ${found.fix.split('\n')[0] ?? ''}`);
    expect(text).toContain("rules explain --finding 'ID'");
    expect(text).not.toContain('\u001b');
  });

  test('a file that does not compile says where and what', () => {
    expect(textReport(broken, { file: 'a.rules' })).toMatch(/^a\.rules: does not compile, so it cannot be deployed\.\na\.rules:2:25: error: .*\n {4}\w/);
  });

  test('what was accepted is said with its reason and its last day', () => {
    expect(textReport(accepting, { file: 'a.rules' })).toMatch(/passes\.[\s\S]*Accepted:\na\.rules:5: until 2026-12-31: A demo\.\n/);
  });
});

test('a request is told in words: what, by whom, in which database', () => {
  const asked = { service: 'cloud.firestore', time: '2026-11-30T00:00:00Z' } as const;
  const auth = { uid: 'eve', token: { email: 'eve@example.org', email_verified: false, role: 'admin', aud: 'p' } };
  const world = { documents: { 'users/eve': { role: 'user' } }, objects: {} };
  expect(witnessWords({ request: { ...asked, auth, operation: 'create', path: 'a/b', data: { c: 1 } }, ...world })).toBe('create a/b with {"c":1}, signed in as eve (eve@example.org, not verified) with claims {"role":"admin"}, where users/eve is {"role":"user"}');
  expect(witnessWords({ request: { ...asked, auth: null, operation: 'list', path: 'a', query: { where: [{ field: 'b', operator: '==', value: true }], limit: 5 } }, documents: {}, objects: {} })).toBe('list a where b == true limit 5, without a session');
  expect(witnessWords({ request: { ...asked, auth: null, operation: 'batch', writes: [{ operation: 'delete', path: 'a/b' }] }, documents: {}, objects: {} })).toBe('batch of delete a/b, without a session');
  expect(witnessWords({ request: { service: 'firebase.storage', time: asked.time, auth: null, bucket: 'b', operation: 'create', path: 'x.png', upload: { size: 'x'.repeat(500) } }, documents: {}, objects: {} }).length).toBeLessThan(320);
});

describe('the matrix as text', () => {
  const lines = matrixText(report.matrix, 'firestore.rules').split('\n');

  test('fits 120 columns, has a column for each of eleven callers and says what each sign means', () => {
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    const head = lines.find((line) => line.includes('nobody')) ?? '';
    expect(head.trim().split(/ +/)).toEqual(['nobody', 'anon', 'selfreg', 'stranger', 'other', 'ex-part', 'part', 'owner', 'mod', 'claim', 'doc']);
    for (const column of head.trim().split(/ +/)) expect(lines.filter((line) => line.startsWith(`${column} `))).toHaveLength(1);
  });

  test('shows by which line, and under which condition', () => {
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}get {5}yes 5( +yes 5){10}$/));
    expect(lines).toContainEqual(expect.stringMatching(/^ {4}a {2}line 9, where .*role == 'admin'/));
  });

  test('a file without a match that names anything says so', () => {
    expect(matrixText([], 'a.rules')).toContain('begin with match /databases/{database}/documents.');
  });
});

describe('Markdown', () => {
  test('is a table of findings with the requests folded away', () => {
    const text = markdownReport(report, { file: 'firestore.rules' });
    expect(text).toMatch(/^### firestore\.rules: \d+ of 100/);
    expect(text).toContain('| **critical** | 5 | ');
    expect(text).toMatch(/<details><summary>Line 5: [\s\S]*```json\n\{\n {2}"request": \{/);
    expect(text).toContain('| `/databases/{database}/documents/user_wallets/{id}` | get | **yes** |');
  });

  test('shows texts of the file as texts: no tag, link, mention or row of theirs', () => {
    const text = markdownReport(hostile, { file: 'a.rules' });
    expect(text).not.toMatch(/<script|(?<!\\)\]\(https:\/\/evil|@everyone/);
    const [row] = text.split('\n').filter((line) => line.startsWith('| **critical'));
    expect(row?.replaceAll('\\|', '').split('|')).toHaveLength(6);
  });

  test('fits a comment, however much was found', () => {
    const many = { ...report, findings: Array.from({ length: 400 }, () => found) };
    const text = markdownReport(many, { file: 'a.rules' });
    expect([text.length < 65_000, text.includes('_More did not fit here._')]).toEqual([true, true]);
  });
});

describe('SARIF', () => {
  const { $schema: _draft, id: $id, ...schema } = JSON.parse(readFileSync(new URL('../../testing/sarif/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8')) as { readonly $schema: string; readonly id: string };
  const validate = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile({ $id, ...schema });
  const sarifOf = (of: RulesReport, file = 'firestore.rules') => JSON.parse(JSON.stringify(sarifReport(of, { file, version: '0.1.0' }))) as { readonly runs: readonly [{ readonly results: readonly { readonly ruleId: string; readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }] }[]; readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } } }] };

  test('is valid by the official schema, whatever was found [SEC-3]', () => {
    for (const each of [report, broken, accepting, hostile]) expect([validate(sarifOf(each)), validate.errors]).toEqual([true, null]);
    expect(validate({ ...sarifOf(report), version: '2.0.0' })).toBe(false);
  });

  test('a finding has level, place, a fingerprint that stays, and its request', () => {
    const [run] = sarifOf(report).runs;
    expect(run.results.find(({ ruleId }) => ruleId === found.check)).toMatchObject({
      level: 'error', locations: [{ physicalLocation: { artifactLocation: { uri: 'firestore.rules' }, region: { startLine: 5 } } }],
      partialFingerprints: { 'soraFinding/v1': found.id }, properties: { principal: 'anonymous', witness: { request: { operation: 'get' } } },
    });
    const ids = new Set(run.tool.driver.rules.map(({ id }) => id));
    expect(run.results.every(({ ruleId }) => ids.has(ruleId))).toBe(true);
  });

  test('what was accepted is suppressed, with its reason', () => {
    expect(sarifOf(accepting).runs[0].results.filter(({ ruleId }) => ruleId === found.check)).toMatchObject([{ suppressions: [{ kind: 'external', status: 'accepted', justification: 'A demo. (until 2026-12-31)' }] }]);
  });

  test('a path is a URI', () => {
    expect(sarifOf(report, 'my rules/a#b.rules').runs[0].results[0]?.locations[0].physicalLocation.artifactLocation.uri).toBe('my%20rules/a%23b.rules');
  });
});

test('a difference is told with its direction, its place and the request', () => {
  const witness = { request: { service: 'cloud.firestore', operation: 'get', path: 'a/b', auth: null, time: '2026-11-30T00:00:00Z' }, documents: {}, objects: {} } as const;
  const text = diffText({ verdict: 'both', undecided: { questions: 1, of: 9, looser: [{ match: '/c/{d}', operation: 'get' }] }, differences: [{ direction: 'looser', match: '/a/{b}', operation: 'get', line: 3, witness }, { direction: 'stricter', match: '/a/{b}', operation: 'list', line: 4, witness }] }, { before: 'old.rules', after: 'new.rules' });
  expect(text).toBe([
    'new.rules allows some more and some less than old.rules. 1 of 9 questions were not decided.',
    '', 'new.rules:3: newly allowed: get in /a/{b}', '    request  get a/b, without a session',
    '', 'old.rules:4: no longer allowed: list in /a/{b}', '    request  get a/b, without a session',
    '', 'new.rules: perhaps newly allowed, which was not decided: get in /c/{d}',
  ].join('\n'));
});
