import { expect, test } from 'vitest';
import { ask, firestoreRules, noon } from '../../testing/ask.ts';
import { factsOfDocuments, type RulesFacts } from './facts.ts';
import type { FirestoreWrite } from './request.ts';

const asking = { service: 'cloud.firestore', auth: { uid: 'ada', token: { admin: true } }, time: noon } as const;
const root = '/databases/$(database)/documents';

function gets(condition: string, facts: RulesFacts = {}) {
  return ask(firestoreRules(`match /a/{x} { allow get: if ${condition}; }`), { ...asking, operation: 'get', path: 'a/b' }, facts);
}

test('get and exists look documents up', () => {
  const facts = factsOfDocuments({ 'users/ada': { role: 'admin' } });
  expect(gets(`get(${root}/users/$(request.auth.uid)).data.role == 'admin'`, facts).allowed).toBe(true);
  expect(gets(`get(${root}/users/ada).id == 'ada' && get(${root}/users/ada).__name__ == ${root}/users/ada`, facts).allowed).toBe(true);
  expect(gets(`exists(${root}/users/ada) && !exists(${root}/users/eve)`, facts).allowed).toBe(true);
});

test('get of a document that does not exist is an error, or null where a caller wants the documented reading', () => {
  expect(gets(`get(${root}/users/eve) == null`).trace.entries.at(-1)?.reason).toContain('There is no document');
  expect(gets(`get(${root}/users/eve) == null`, { missingDocument: 'null' }).allowed).toBe(true);
});

test('a request may look up ten documents; one that it looked up before is free', () => {
  const look = (count: number) => Array.from({ length: count }, (_, at) => `!exists(${root}/users/u${at})`).join(' && ');
  expect(gets(look(10))).toMatchObject({ allowed: true, used: { accesses: 10 } });
  expect(gets(look(11)).decidedBy).toEqual({ kind: 'limit-reached', sentence: 'A request may look up 10 documents.' });
  expect(gets(Array.from({ length: 30 }, () => `!exists(${root}/users/u)`).join(' && ')).used.accesses).toBe(1);
});

test('a limit denies also where an error would be absorbed', () => {
  const look = Array.from({ length: 11 }, (_, at) => `exists(${root}/users/u${at})`).join(' || ');
  expect(gets(`${look} || true`).allowed).toBe(false);
});

test('a request may evaluate 1,000 expressions', () => {
  expect(gets(Array.from({ length: 400 }, () => '1 == 1').join(' && ')).allowed).toBe(true);
  expect(gets(Array.from({ length: 600 }, () => '1 == 1').join(' && ')).decidedBy.kind).toBe('limit-reached');
});

test('functions may call one another 20 deep', () => {
  const chain = (depth: number) => Array.from({ length: depth }, (_, at) => `function f${at}() { return ${at + 1 === depth ? 'true' : `f${at + 1}()`}; }`).join('\n');
  const read = (depth: number) => ask(firestoreRules(`${chain(depth)} match /a/{x} { allow get: if f0(); }`), { ...asking, operation: 'get', path: 'a/b' });
  expect(read(20).allowed).toBe(true);
  expect(read(21).decidedBy.kind).toBe('refused');
});

test('a create has no resource, an update has both, a delete has no request.resource', () => {
  const body = `match /a/{x} {
    allow create: if resource == null && request.resource.data.n == 1;
    allow update: if resource.data.n == 1 && request.resource.data.n == 2 && request.resource.data.diff(resource.data).affectedKeys() == ['n'].toSet();
    allow delete: if request.resource == null && resource.data.n == 1;
  }`;
  const facts = factsOfDocuments({ 'a/old': { n: 1, kept: true } });
  expect(ask(firestoreRules(body), { ...asking, operation: 'create', path: 'a/new', data: { n: 1 } }, facts).allowed).toBe(true);
  expect(ask(firestoreRules(body), { ...asking, operation: 'update', path: 'a/old', data: { n: 2, kept: true } }, facts).allowed).toBe(true);
  expect(ask(firestoreRules(body), { ...asking, operation: 'update', path: 'a/old', data: { n: 2, kept: false } }, facts).allowed).toBe(false);
  expect(ask(firestoreRules(body), { ...asking, operation: 'delete', path: 'a/old' }, facts).allowed).toBe(true);
});

const transfer = `match /a/{x} {
  allow create: if getAfter(${root}/b/$(x)).data.owner == request.auth.uid && !exists(${root}/b/$(x));
}
match /b/{x} {
  allow create: if existsAfter(${root}/a/$(x)) && request.resource.data.owner == request.auth.uid;
  allow delete: if !existsAfter(${root}/b/$(x)) && exists(${root}/b/$(x));
}`;

function batch(...writes: readonly FirestoreWrite[]) {
  return ask(firestoreRules(transfer), { ...asking, operation: 'batch', writes }, factsOfDocuments({ 'b/old': {} }));
}

test('the writes of a batch see one another with getAfter and existsAfter, and only then', () => {
  const [a, b] = [{ operation: 'create', path: 'a/1', data: {} }, { operation: 'create', path: 'b/1', data: { owner: 'ada' } }] as const;
  expect(batch(a, b).allowed).toBe(true);
  expect(batch(b, a).allowed).toBe(true);
  expect(batch(a).allowed).toBe(false);
  expect(batch(a, { ...b, data: { owner: 'eve' } }).allowed).toBe(false);
  expect(batch({ operation: 'delete', path: 'b/old' }).allowed).toBe(true);
  expect(batch(a, { operation: 'delete', path: 'b/old' }).allowed).toBe(false);
});

test('a batch may look up 20 documents in all', () => {
  const look = Array.from({ length: 9 }, (_, at) => `!exists(${root}/z/$(x + '${at}'))`).join(' && ');
  const source = firestoreRules(`match /a/{x} { allow create: if ${look}; }`);
  const writes = (count: number) => Array.from({ length: count }, (_, at) => ({ operation: 'create', path: `a/w${at}`, data: {} }) as const);
  expect(ask(source, { ...asking, operation: 'batch', writes: writes(2) }).allowed).toBe(true);
  expect(ask(source, { ...asking, operation: 'batch', writes: writes(3) }).decidedBy).toEqual({ kind: 'limit-reached', sentence: 'A batch may look up 20 documents.' });
});

test('what cannot be read is refused with the reason', () => {
  const source = firestoreRules('match /a/{x} { allow read, write; }');
  expect(ask(source, { ...asking, operation: 'get', path: 'a/b', time: 'noon' }).decidedBy).toEqual({ kind: 'refused', sentence: '"noon" is no time such as 2026-01-31T12:00:00Z.' });
  expect(ask(source, { ...asking, operation: 'batch', writes: [] }).decidedBy.kind).toBe('refused');
  expect(ask(`${source} oops`, { ...asking, operation: 'get', path: 'a/b' }).decidedBy).toMatchObject({ kind: 'refused', sentence: expect.stringContaining('do not compile') });
});
