import { expect, test } from 'vitest';
import { analyse, storageRules } from '../testing/analyse.ts';
import { firestoreRules } from '../testing/ask.ts';

function remarks(source: string, check: string): readonly string[] {
  return analyse(source).findings.filter((finding) => finding.check === check).map(({ severity, line, sentence }) => `${severity} ${line} ${sentence}`);
}

const until = (condition: string) => remarks(firestoreRules(`match /news/{item} { allow get: if request.auth != null && ${condition}; }`), 'time-bomb');

test('a date that ends something is told with the days that are left, the nearer the graver; so is one that opens something', () => {
  expect(until('request.time < timestamp.date(2026, 2, 1)')).toEqual(['medium 4 Line 4 allows nothing from 2026-02-01, in 1 day: /news/{item} changes without a deploy.']);
  expect(until('timestamp.value(1800000000000) >= request.time')).toEqual(['low 4 Line 4 allows nothing from 2027-01-15, in 349 days: /news/{item} changes without a deploy.']);
  expect(until('request.time > timestamp.date(2026, 2, 10)')).toEqual(['medium 4 Line 4 allows more from 2026-02-10, in 10 days: /news/{item} changes without a deploy.']);
});

test('a date that has passed is history; data that is compared with the time is no date', () => {
  expect(until('request.time < timestamp.date(2025, 12, 31)')).toEqual(['low 4 Line 4 allows nothing since 2025-12-31: what it says of /news/{item} is history.']);
  expect(['request.time < resource.data.endsAt', 'request.time == request.resource.data.createdAt', 'request.time < timestamp.date(2026, 99, 400000000000)'].flatMap(until)).toEqual([]);
});

test('a date in a function is told once, however many allows call it', () => {
  const source = firestoreRules('function isOpen() { return request.time < timestamp.date(2026, 2, 1); }\nmatch /a/{id} { allow get: if request.auth != null && isOpen(); }\nmatch /b/{id} { allow get: if request.auth != null && isOpen(); }');
  expect(remarks(source, 'time-bomb')).toHaveLength(1);
});

const named = (condition: string) => remarks(firestoreRules(`match /news/{item} { allow get: if ${condition}; }`), 'hard-coded-identity').length;

test('persons who are named by uid or address are told; domains, claims and the names of others are not', () => {
  expect(["request.auth.uid == 'k3J9'", "'ada@b.example' == request.auth.token.email", "request.auth.uid in ['a', 'b']"].map(named)).toEqual([1, 1, 1]);
  expect(["request.auth.token.email.matches('.*@b[.]example')", "request.auth.token.role == 'admin'", "resource.data.email == 'a@b.example'", 'request.auth.uid == item', "request.auth.uid != ''"].map(named)).toEqual([0, 0, 0, 0, 0]);
});

const wildcards = (source: string) => remarks(source, 'version-1-wildcard');

test('version 1: a wildcard below a document, and any in Storage, is told once a file', () => {
  expect(wildcards(firestoreRules('match /users/{u}/{rest=**} { allow get: if false; } match /b/{u}/{rest=**} { allow get: if false; }', '1')))
    .toEqual(['low 4 Under version 1 /users/{u}/{rest=**} holds for what lies below, not for /users/{u} itself; under version 2 it holds for both.']);
  expect(wildcards(storageRules('match /{all=**} { allow get: if false; }', '1'))).toEqual(['low 4 Under version 1 /{all=**} allows no list, whatever its condition says.']);
  expect([firestoreRules('match /{all=**} { allow get: if false; }', '1'), firestoreRules('match /users/{u}/{rest=**} { allow get: if false; }')].flatMap(wildcards)).toEqual([]);
});
