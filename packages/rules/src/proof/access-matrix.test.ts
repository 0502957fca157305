import { expect, test } from 'vitest';
import { evaluateRequest } from '../evaluation/evaluate-request.ts';
import { re2jsEngine } from '../evaluation/re2js-engine.ts';
import { parseRules } from '../language/parse-rules.ts';
import { patternText } from '../language/ruleset.ts';
import { firestoreRules, noon } from '../testing/ask.ts';
import { corpusFiles } from '../testing/corpus.ts';
import { randomOf, randomRequests } from '../testing/random-request.ts';
import { accessMatrix, type Cell } from './access-matrix.ts';
import type { ProofSettings } from './open-question.ts';
import { targetsOf } from './target.ts';

const settings: ProofSettings = { nowNanos: BigInt(Date.parse(noon)) * 1_000_000n, regex: re2jsEngine() };

function matrixOf(source: string): readonly Cell[] {
  return accessMatrix(parseRules(source).ruleset, settings);
}

/** `operation principal` of the cells with this verdict. */
function cells(source: string, kind: Cell['verdict']['kind'], match = '/databases/{database}/documents/docs/{id}'): readonly string[] {
  return matrixOf(source).filter((cell) => cell.match === match && cell.verdict.kind === kind).map(({ operation, principal }) => `${operation} ${principal}`);
}

const everyone = ['anonymous', 'anonymous-auth', 'self-registered', 'stranger'];

test('an open read is allowed to everyone, with a request that was run; what no allow covers is denied [SEC-1]', () => {
  const source = firestoreRules('match /docs/{id} { allow get; }');
  expect(cells(source, 'allow')).toEqual(everyone.map((name) => `get ${name}`));
  expect(cells(source, 'deny')).toHaveLength(16);
  const [cell] = matrixOf(source);
  expect(cell).toMatchObject({ line: 4, verdict: { kind: 'allow', line: 4, witness: { request: { operation: 'get', path: 'docs/some-id', auth: null }, documents: { 'docs/some-id': {} } } } });
});

test('"signed in" is everyone who can register; "verified" is everyone with an address [SEC-1]', () => {
  expect(cells(firestoreRules('match /docs/{id} { allow delete: if request.auth != null; }'), 'allow')).toEqual(everyone.slice(1).map((name) => `delete ${name}`));
  expect(cells(firestoreRules('match /docs/{id} { allow delete: if request.auth.token.email_verified == true; }'), 'allow')).toEqual(['delete stranger']);
  expect(cells(firestoreRules("match /docs/{id} { allow delete: if request.auth.token.firebase.sign_in_provider != 'anonymous'; }"), 'allow')).toEqual(['delete self-registered', 'delete stranger']);
});

test('what is the caller\'s own by its name is denied to everyone else', () => {
  expect(cells(firestoreRules('match /docs/{id} { allow read, write: if request.auth.uid == id; }'), 'deny')).toHaveLength(20);
});

test('a condition on data is neither allowed nor denied, unless it fails for all data', () => {
  expect(cells(firestoreRules('match /docs/{id} { allow get: if resource.data.isPublic == true; }'), 'undecided')).toEqual(everyone.map((name) => `get ${name}`));
  expect(cells(firestoreRules('match /docs/{id} { allow get: if resource.data.isPublic == true && request.auth.uid == id; }'), 'undecided')).toEqual([]);
  expect(cells(firestoreRules('match /docs/{id} { allow write: if request.resource.data is string; }'), 'deny')).toHaveLength(20);
});

test('a failing part keeps a conjunction from being true, whatever the rest; not so a disjunction or a negation', () => {
  const decided = (condition: string) => cells(firestoreRules(`match /docs/{id} { allow get: if ${condition}; }`), 'deny').filter((cell) => cell === 'get anonymous').length;
  const conditions = ['resource.data.a == 1 && request.auth.uid == id', '(resource.data.a == 1 && request.auth.uid == id) || resource.data.b is bool && 1 > "a"', 'resource.data.a == 1 || request.auth.uid == id', '!(resource.data.a == 1 && request.auth.uid == id)', '(resource.data.a == 1 && request.auth.uid == id) != true', '!!(resource.data.a == 1 && request.auth.uid == id)'];
  expect(conditions.map(decided)).toEqual([1, 1, 0, 0, 0, 1]);
});

test('another document that decides leaves the cell undecided', () => {
  const source = firestoreRules('match /docs/{id} { allow get: if get(/databases/$(database)/documents/roles/$(request.auth.uid)).data.isAdmin; }');
  expect(cells(source, 'undecided')).toEqual(everyone.slice(1).map((name) => `get ${name}`));
});

test('a document that is missing is asked about too: the way in that "resource == null" leaves open', () => {
  const [cell] = matrixOf(firestoreRules('match /docs/{id} { allow get: if resource == null; }'));
  expect(cell?.verdict).toMatchObject({ kind: 'allow', witness: { documents: {} } });
});

test('a wide match around a narrow one opens it', () => {
  const source = firestoreRules('match /docs/{id} { allow read, write: if false; } match /{rest=**} { allow list; }');
  expect(cells(source, 'allow')).toEqual(everyone.map((name) => `list ${name}`));
});

test('a date that has passed closes test mode', () => {
  const until = (date: string) => cells(firestoreRules(`match /docs/{id} { allow read: if request.time < timestamp.date(${date}); }`), 'allow').length;
  expect([until('2026, 3, 1'), until('2026, 1, 1')]).toEqual([8, 0]);
});

test('Storage: an upload over an object is a create, and version 1 lists nothing', () => {
  const source = (version: string) => `${version}service firebase.storage { match /b/{bucket}/o { match /{all=**} { allow list; allow create: if resource != null; } } }`;
  expect(cells(source("rules_version = '2';\n"), 'allow', '/b/{bucket}/o/{all=**}')).toEqual(['list', 'create'].flatMap((operation) => everyone.map((name) => `${operation} ${name}`)));
  expect(cells(source(''), 'allow', '/b/{bucket}/o/{all=**}')).toEqual(everyone.map((name) => `create ${name}`));
});

test('matches that can name no document have no row', () => {
  expect(matrixOf('service cloud.firestore { match /users/{id} { allow read; } }')).toEqual([]);
  expect(matrixOf(firestoreRules('match /docs { allow read; }'))).toEqual([]);
});

test('what the judge refuses is not called allowed: a condition that is true but too long to evaluate', () => {
  const source = (terms: number) => firestoreRules(`match /docs/{id} { allow get: if ${Array.from({ length: terms }, () => '1 == 1').join(' && ')}; }`);
  expect([cells(source(400), 'allow').length, cells(source(600), 'allow'), cells(source(600), 'undecided').length]).toEqual([4, [], 4]);
});

test('rules that do not compile allow nothing', () => {
  expect(matrixOf('service cloud.firestore { match /databases/{d}/documents/a/{b} { allow read if true; } }').every(({ verdict }) => verdict.kind !== 'allow')).toBe(true);
});

const requestsPerCell = 10;

test('over the corpus: no random request of a denied cell is allowed', () => {
  const random = randomOf(20_260_901);
  const wrong = corpusFiles().flatMap(({ file, source }) => {
    const { ruleset } = parseRules(source);
    if (!ruleset.compiles) return [];
    const make = randomRequests(ruleset, random);
    const examples = new Map(targetsOf(ruleset).map(({ flat, example }) => [patternText(flat.path), example]));
    return accessMatrix(ruleset, settings).filter(({ verdict }) => verdict.kind === 'deny').flatMap((cell) => Array.from({ length: requestsPerCell }, () => {
      const { request, facts } = make(cell, examples.get(cell.match) ?? '', noon);
      return evaluateRequest(ruleset, request, { ...facts, regex: settings.regex }).allowed ? [{ file, cell, request }] : [];
    }).flat());
  });
  expect(wrong).toEqual([]);
});
