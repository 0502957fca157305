import { expect, test } from 'vitest';
import { re2jsEngine } from '../evaluation/re2js-engine.ts';
import { parseRules } from '../language/parse-rules.ts';
import { isAllowed } from '../proof/witness.ts';
import { firestoreRules, noon } from '../testing/ask.ts';
import { diffRules } from './diff-rules.ts';
import type { RulesDiff } from './rules-diff.ts';

const settings = { nowNanos: BigInt(Date.parse(noon)) * 1_000_000n, regex: re2jsEngine() };

function diffOf(before: string, after: string): RulesDiff {
  return diffRules(parseRules(before).ruleset, parseRules(after).ruleset, settings);
}

const read = (condition: string, more = '') => firestoreRules(`match /docs/{id} { allow read: if ${condition}; } ${more}`);

test('a file is equal to itself, and to itself in other words', () => {
  const owner = read('request.auth != null && resource.data.owner == request.auth.uid');
  expect(diffOf(owner, owner)).toMatchObject({ verdict: 'equal', differences: [] });
  const renamed = firestoreRules('match /docs/{name} { function mine(data) { return data.owner == request.auth.uid; } allow get: if mine(resource.data) && request.auth != null; allow list: if request.auth != null && mine(resource.data); allow write: if false; }');
  expect(diffOf(owner, renamed)).toMatchObject({ verdict: 'equal', differences: [], undecided: { questions: 0 } });
});

test('a dropped part is looser, with a request that only the newer allows; the other way round it is stricter', () => {
  const [older, newer] = [read('request.auth != null && resource.data.owner == request.auth.uid'), read('request.auth != null')];
  const { verdict, differences } = diffOf(older, newer);
  expect(verdict).toBe('looser');
  expect(differences.map(({ match, operation, line }) => `${match} ${operation} ${line}`)).toEqual(['get', 'list'].map((operation) => `/databases/{database}/documents/docs/{id} ${operation} 4`));
  for (const { witness } of differences) expect([older, newer].map((source) => isAllowed(parseRules(source).ruleset, witness, settings))).toEqual([false, true]);
  expect(diffOf(newer, older).verdict).toBe('stricter');
});

test('looser here and stricter there is both', () => {
  expect(diffOf(read('true', 'match /b/{id} { allow get: if false; }'), read('false', 'match /b/{id} { allow get; }')).verdict).toBe('both');
});

test('a field more that may be written is seen', () => {
  const source = (keys: string) => firestoreRules(`match /docs/{id} { allow update: if request.resource.data.diff(resource.data).affectedKeys().hasOnly([${keys}]); }`);
  expect(diffOf(source("'name'"), source("'name', 'role'"))).toMatchObject({ verdict: 'looser', differences: [{ operation: 'update' }] });
  expect(diffOf(source("'name', 'role'"), source("'role', 'name'"))).toMatchObject({ verdict: 'equal' });
});

test('a key more that new data may have is seen, beside what else is asked of it', () => {
  const source = (keys: string) => firestoreRules(`match /docs/{id} { allow update: if request.resource.data.keys().hasAll(['a']) && request.resource.data.keys().hasOnly([${keys}]) && request.resource.data.a is string && request.resource.data.a.size() < 20; }`);
  expect(diffOf(source("'a', 'b'"), source("'a', 'b', 'role'"))).toMatchObject({ verdict: 'looser', differences: [{ operation: 'update' }] });
});

test('a bound, an operator, a type, a pattern: each is seen', () => {
  const pairs: readonly (readonly [string, string])[] = [
    ['request.resource.data.n < 10', 'request.resource.data.n <= 10'], ['resource.data.a && resource.data.b', 'resource.data.a || resource.data.b'],
    ["request.resource.data.n is int", "request.resource.data.n is number"], ["request.auth.token.email.matches('.*@a[.]example')", "request.auth.token.email.matches('.*example')"],
    ["request.auth.uid == 'boss'", "request.auth.uid in ['boss', 'deputy']"], ['request.auth.token.email_verified == true', 'request.auth.token.email != null'],
  ];
  const source = (condition: string) => firestoreRules(`match /docs/{id} { allow update: if ${condition}; }`);
  expect(pairs.map(([older, newer]) => diffOf(source(older), source(newer)).verdict)).toEqual(pairs.map(() => 'looser'));
});

test('what it cannot decide it says, with the place where more may be allowed', () => {
  const digest = (text: string) => read(`hashing.sha256(resource.data.code).toHexString() == '${text}'`);
  const place = { match: '/databases/{database}/documents/docs/{id}' };
  expect(diffOf(digest('00'), digest('11'))).toMatchObject({ verdict: 'unknown', differences: [], undecided: { looser: [{ ...place, operation: 'get' }, { ...place, operation: 'list' }] } });
  // Less is allowed than by everything, whatever it is.
  expect(diffOf(read('true'), digest('11')).undecided.looser).toEqual([]);
});

test('a uid that is told apart by a pattern, a part or its size, and a date that moves, are seen', () => {
  const pairs: readonly (readonly [string, string, RulesDiff['verdict']])[] = [
    ["request.auth.uid.matches('adm-.*')", "request.auth.uid.matches('root-.*')", 'both'], ["request.auth.uid[0:3] == 'adm'", "request.auth.uid[0:3] == 'rot'", 'both'],
    ["request.auth.uid.split('-')[0] == 'a'", "request.auth.uid.split('-')[0] == 'b'", 'both'], ['request.auth.uid.size() > 30', 'request.auth.uid.size() > 20', 'looser'],
    ['request.time < timestamp.date(2027, 1, 1)', 'request.time < timestamp.date(2028, 1, 1)', 'looser'], ['request.time >= timestamp.value(0)', 'request.time >= timestamp.date(2027, 1, 1)', 'stricter'],
    // Neither can be made to come out as wanted: that no example was found does not make them equal.
    [`hashing.sha256(request.auth.uid).toHexString() == '${'a'.repeat(64)}'`, `hashing.sha256(request.auth.uid).toHexString() == '${'b'.repeat(64)}'`, 'unknown'],
    ['request.time.hours() < 5', 'request.time.hours() < 7', 'unknown'],
    ["request.auth.uid.matches('adm-.*') && resource.data.a == 1", "request.auth.uid.matches('adm-.*')", 'looser'],
  ];
  expect(pairs.map(([older, newer]) => diffOf(read(older), read(newer)).verdict)).toEqual(pairs.map(([, , verdict]) => verdict));
});

test('a version line that is gone reaches less: a wildcard of any depth takes one step at least', () => {
  const body = 'match /docs/{id}/{rest=**} { allow read; }';
  expect(diffOf(firestoreRules(body, '2'), firestoreRules(body, '1'))).toMatchObject({ verdict: 'stricter', differences: [{ operation: 'get' }, { operation: 'list' }] });
});

test('rules that do not compile allow nothing, so all that was allowed is gone', () => {
  expect(diffOf(read('true'), 'service cloud.firestore { match /databases/{d}/documents/docs/{id} { allow read if true; } }').verdict).toBe('stricter');
});
