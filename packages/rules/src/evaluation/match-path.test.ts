import { expect, test } from 'vitest';
import { ask, firestoreRules, noon } from '../testing/ask.ts';

function reads(body: string, path: string, version: '1' | '2' = '2'): boolean {
  return ask(firestoreRules(body, version), { service: 'cloud.firestore', operation: 'get', path, auth: null, time: noon }).allowed;
}

test('a single wildcard takes one segment', () => {
  const body = "match /a/{x} { allow get: if x == 'b'; }";
  expect([reads(body, 'a/b'), reads(body, 'a/c'), reads(body, 'a/b/c/d')]).toEqual([true, false, false]);
});

test('under version 2 a recursive wildcard takes none or more segments, anywhere', () => {
  expect(reads('match /a/b/{rest=**} { allow get; }', 'a/b')).toBe(true);
  expect(reads('match /a/b/{rest=**} { allow get; }', 'a/b/c/d')).toBe(true);
  expect(reads('match /{rest=**}/c/{id} { allow get; }', 'a/b/c/d')).toBe(true);
  expect(reads('match /{rest=**}/c/{id} { allow get; }', 'c/d')).toBe(true);
  expect(reads('match /{rest=**}/c/{id} { allow get; }', 'a/b/x/d')).toBe(false);
});

test('under version 1 it takes one or more', () => {
  expect(reads('match /a/b/{rest=**} { allow get; }', 'a/b', '1')).toBe(false);
  expect(reads('match /a/b/{rest=**} { allow get; }', 'a/b/c/d', '1')).toBe(true);
});

test('a recursive wildcard is a path', () => {
  expect(reads("match /a/{rest=**} { allow get: if rest == /b/c/d && rest[1] == 'c'; }", 'a/b/c/d')).toBe(true);
});

test('matches inside one another join their paths; rules do not cascade to what lies below', () => {
  const body = 'match /a/{x} { allow get; match /c/{y} { allow get: if x == y; } }';
  expect([reads(body, 'a/b'), reads(body, 'a/b/c/b'), reads(body, 'a/b/c/d'), reads(body, 'a/b/e/b')]).toEqual([true, true, false, false]);
});

test('one true allow is enough, whatever another says', () => {
  expect(reads('match /{any=**} { allow get: if false; } match /a/{x} { allow get; }', 'a/b')).toBe(true);
});

test.each([['read', 'get', true], ['read', 'delete', false], ['write', 'delete', true], ['get', 'get', true], ['create, delete', 'delete', true], ['list', 'get', false]] as const)('allow %s covers %s: %s', (operations, operation, covered) => {
  const decision = ask(firestoreRules(`match /a/{x} { allow ${operations}; }`), { service: 'cloud.firestore', operation, path: 'a/b', auth: null, time: noon });
  expect(decision.allowed).toBe(covered);
  if (!covered) expect(decision.decidedBy).toEqual({ kind: 'no-allow-for-operation', matches: ['/databases/{database}/documents/a/{x}'] });
});

test('a path without a match says so', () => {
  expect(ask(firestoreRules('match /a/{x} { allow get; }'), { service: 'cloud.firestore', operation: 'get', path: 'z/y', auth: null, time: noon }).decidedBy).toEqual({ kind: 'no-match' });
});

test('another database is another path', () => {
  const body = "match /a/{x} { allow get: if database == 'second'; }";
  expect(ask(firestoreRules(body), { service: 'cloud.firestore', operation: 'get', path: 'a/b', database: 'second', auth: null, time: noon }).allowed).toBe(true);
});
