import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isAllowed } from '../proof/witness.ts';
import { parseRules } from '../language/parse-rules.ts';
import { analyse, findingsIn, settingsAtNoon, storageRules } from '../testing/analyse.ts';
import { firestoreRules } from '../testing/ask.ts';
import { corpusFiles } from '../testing/corpus.ts';

const template = (name: string) => readFileSync(new URL(`../../templates/${name}`, import.meta.url), 'utf8');

test('what is called test mode scores 0 and fails, with its date and with "true" in its place, in both services [SEC-4]', () => {
  const bodies = ['if request.time < timestamp.date(2026, 2, 28)', 'if true'].map((condition) => `allow read, write: ${condition};`);
  const sources = bodies.flatMap((body) => [firestoreRules(`match /{document=**} { ${body} }`), firestoreRules(`match /{document=**} { ${body} }`, '1'), storageRules(`match /{allPaths=**} { ${body} }`)]);
  expect(sources.map((source) => analyse(source)).map(({ score, pass }) => [score, pass])).toEqual(sources.map(() => [0, false]));
});

test('once its date has passed, test mode allows nothing, and says so', () => {
  expect(findingsIn(firestoreRules('match /{document=**} { allow read, write: if request.time < timestamp.date(2026, 1, 1); }'))).toEqual(['low time-bomb']);
});

test('the shipped templates have no finding: ten collections, four kinds of files [SEC-6] [SEC-7]', () => {
  for (const name of ['firestore.rules', 'storage.rules']) {
    expect(analyse(template(name))).toMatchObject({ score: 100, pass: true, findings: [], diagnostics: [] });
  }
});

test('a line of a match of everything is one finding, not one for each row below; what rows open themselves stays', () => {
  const everything = '\nmatch /{document=**} { allow read; }\n';
  expect(findingsIn(firestoreRules(`${everything} match /users/{uid} { allow get: if false; } match /payments/{id} { allow get: if request.auth != null; }`)))
    .toEqual(['critical no-open-access get anonymous', 'critical personal-data get anonymous-auth']);
  expect(findingsIn(firestoreRules(`match /payments/{id} { allow get: if request.auth != null; } ${everything}`))).toEqual(['critical personal-data get anonymous-auth', 'critical no-open-access get anonymous']);
});

test('every line of the template that allows has a meaning: without the words that narrow it there is a finding', { timeout: 120_000 }, () => {
  const narrowings: readonly (readonly [string, string])[] = [
    ['isUser(userId) || isAdmin();\n      allow list', 'isSignedIn();\n      allow list'],
    [".hasOnly(['name', 'email', 'phone', 'language']);\n      allow delete", ".hasOnly(['name', 'email', 'phone', 'language', 'role']);\n      allow delete"],
    ["resource.data.userId == request.auth.uid;\n      allow read: if isAdmin();\n    }\n\n    match /payments", "resource.data.userId != '';\n      allow read: if isAdmin();\n    }\n\n    match /payments"],
    ["&& request.resource.data.senderId == request.auth.uid;", ';'],
    ["hasOnly(['title', 'lastMessageAt'])", "hasOnly(['title', 'participants'])"],
    ["&& request.resource.data.status == 'pending';\n      allow update", ";\n      allow update"],
    ["&& request.resource.data.userId == request.auth.uid\n", '\n'],
  ];
  const text = template('firestore.rules');
  expect(narrowings.map(([narrow, wide]) => text.includes(narrow) && findingsIn(text.replace(narrow, wide)).length > 0)).toEqual(narrowings.map(() => true));
});

test('a file that does not compile was never in force: 0, no finding, and the line', () => {
  const report = analyse('service cloud.firestore { match /databases/{d}/documents/a/{b} { allow read if true; } }');
  expect(report).toMatchObject({ score: 0, pass: false, compiles: false, findings: [] });
  expect(report.diagnostics.some(({ severity }) => severity === 'error')).toBe(true);
});

test('a file of both services is judged as one', () => {
  const both = `${firestoreRules('match /payments/{id} { allow get; }')}${storageRules('match /private/{file} { allow get; }').replace("rules_version = '2';", '')}`;
  expect(findingsIn(both)).toEqual(['critical personal-data get anonymous', 'critical personal-data get anonymous']);
});

test('Google\'s last role-based example has no critical finding', () => {
  const source = corpusFiles().find(({ file }) => file === 'firebase-snippets-rules-rules-solution-rbac-step5.rules')?.source ?? '';
  expect(source).not.toBe('');
  expect(findingsIn(source).filter((finding) => finding.startsWith('critical'))).toEqual([]);
});

test('the same file gives the same report, and identities that tell its findings apart', () => {
  const source = firestoreRules('match /users/{uid} { allow read, write; } match /payments/{id} { allow read, write; }');
  const { findings } = analyse(source);
  expect(analyse(source).findings).toEqual(findings);
  expect(new Set(findings.map(({ id }) => id)).size).toBe(findings.length);
});

test('over the corpus every witness of a finding is allowed when it is asked again, after its steps', { timeout: 120_000 }, () => {
  const wrong = corpusFiles().flatMap(({ file, source }) => {
    const { ruleset } = parseRules(source);
    return analyse(source).findings.flatMap(({ id, witness, steps }) => [...steps, ...(witness === undefined ? [] : [witness])].filter((each) => !isAllowed(ruleset, each, settingsAtNoon)).map(() => `${file} ${id}`));
  });
  expect(wrong).toEqual([]);
});
