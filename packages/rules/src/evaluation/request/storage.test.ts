import { expect, test } from 'vitest';
import { ask, noon } from '../../testing/ask.ts';
import { factsOfDocuments, type RulesFacts } from './facts.ts';
import type { StorageRequest } from './request.ts';

function storageRules(body: string, version: '1' | '2' = '2'): string {
  return `rules_version = '${version}';\nservice firebase.storage { match /b/{bucket}/o { ${body} } }`;
}

function asks(body: string, request: Partial<StorageRequest>, facts: RulesFacts = {}) {
  return ask(storageRules(body), { service: 'firebase.storage', operation: 'get', bucket: 'main', path: 'users/ada/photo.png', auth: { uid: 'ada', token: {} }, time: noon, ...request }, facts);
}

test('an upload shows its metadata; name, bucket and custom metadata are always there', () => {
  const body = "match /users/{user}/{name} { allow create: if user == request.auth.uid && request.resource.size < 10 && request.resource.contentType == 'image/png' && request.resource.name == 'users/ada/photo.png' && request.resource.bucket == bucket && request.resource.metadata == {}; }";
  expect(asks(body, { operation: 'create', upload: { size: 9, contentType: 'image/png' } }).allowed).toBe(true);
  expect(asks(body, { operation: 'create', upload: { size: 10, contentType: 'image/png' } }).allowed).toBe(false);
  expect(asks(body, { operation: 'create', upload: { size: 9, contentType: 'image/png' }, auth: { uid: 'eve', token: {} } }).allowed).toBe(false);
});

test('what is stored is the resource; a delete has nothing new', () => {
  const body = 'match /{all=**} { allow get: if resource.size == 5; allow delete: if resource.size == 5 && request.resource == null; }';
  const facts: RulesFacts = { object: (bucket, path) => (bucket === 'main' && path === 'users/ada/photo.png' ? { size: 5 } : undefined) };
  expect(asks(body, {}, facts).allowed).toBe(true);
  expect(asks(body, { operation: 'delete' }, facts).allowed).toBe(true);
  expect(asks(body, { path: 'other' }, facts).allowed).toBe(false);
});

test('an upload over an existing object is a create that sees it', () => {
  const body = 'match /{all=**} { allow create: if resource == null; }';
  expect(asks(body, { operation: 'create', upload: {} }).allowed).toBe(true);
  expect(asks(body, { operation: 'create', upload: {} }, { object: () => ({}) }).allowed).toBe(false);
});

test('a list is refused under version 1 and works under version 2', () => {
  const request = { service: 'firebase.storage', operation: 'list', bucket: 'main', path: 'users', auth: null, time: noon } as const;
  expect(ask(storageRules('match /{all=**} { allow read; }', '1'), request).decidedBy).toEqual({ kind: 'refused', sentence: 'Storage answers no list under rules version 1.' });
  expect(ask(storageRules('match /{all=**} { allow read; }'), request).allowed).toBe(true);
});

test('Storage rules look up two Firestore documents at most', () => {
  const path = (id: string) => `/databases/(default)/documents/users/${id}`;
  const facts = factsOfDocuments({ 'users/ada': { staff: true } });
  expect(asks(`match /{all=**} { allow get: if firestore.get(${path('ada')}).data.staff && !firestore.exists(${path('eve')}); }`, {}, facts).allowed).toBe(true);
  expect(asks(`match /{all=**} { allow get: if firestore.get(${path('ada')}).data.staff && !firestore.exists(${path('eve')}) && !firestore.exists(${path('bob')}); }`, {}, facts).decidedBy).toEqual({ kind: 'limit-reached', sentence: 'A request may look up 2 documents.' });
});

test('Firestore rules say nothing about Storage', () => {
  expect(ask('service cloud.firestore { match /{all=**} { allow read; } }', { service: 'firebase.storage', operation: 'get', bucket: 'b', path: 'x', auth: null, time: noon }).decidedBy).toEqual({ kind: 'no-match' });
});
