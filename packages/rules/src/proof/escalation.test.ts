import { expect, test } from 'vitest';
import { re2jsEngine } from '../evaluation/re2js-engine.ts';
import { parseRules } from '../language/parse-rules.ts';
import { firestoreRules, noon } from '../testing/ask.ts';
import { type PrincipalName, principalNamed } from './principal.ts';
import { proverOf } from './prover.ts';
import type { Verdict } from './verdict.ts';
import { isAllowed, type Witness } from './witness.ts';

const settings = { nowNanos: BigInt(Date.parse(noon)) * 1_000_000n, regex: re2jsEngine() };

function verdictOn(source: string, example: string, principal: PrincipalName): Verdict {
  const prover = proverOf(parseRules(source).ruleset, settings);
  const target = prover.targets.find((each) => each.example === example);
  if (target === undefined) throw new Error(`no ${example}`);
  return prover.verdict({ target, operation: 'get', principal: principalNamed(principal) });
}

const role = 'function role() { return get(/databases/$(database)/documents/users/$(request.auth.uid)).data.role; }';
const payments = "match /payments/{id} { allow get: if role() == 'admin'; }";

function historyOf(verdict: Verdict): readonly Witness[] {
  return verdict.kind === 'allow' ? [...verdict.steps, verdict.witness] : [];
}

function pathsOf(verdict: Verdict): readonly string[] {
  return historyOf(verdict).map(({ request }) => `${request.operation} ${'path' in request ? request.path : ''}`);
}

test('who may write their own role is admin in two steps, each of them run [SEC-1]', () => {
  const source = firestoreRules(`${role} match /users/{uid} { allow create: if request.auth.uid == uid; } ${payments}`);
  const verdict = verdictOn(source, 'payments/some-id', 'stranger');
  expect(pathsOf(verdict)).toEqual(['create users/uid-of-the-caller', 'get payments/some-id']);
  expect(historyOf(verdict)[0]).toMatchObject({ request: { data: { role: 'admin' } }, documents: { 'payments/some-id': {} } });
  expect(historyOf(verdict).every((each) => isAllowed(parseRules(source).ruleset, each, settings))).toBe(true);
});

test('a role that only an update may write is written over an ordinary document', () => {
  const source = firestoreRules(`${role} match /users/{uid} { allow create: if request.auth.uid == uid && !('role' in request.resource.data); allow update: if request.auth.uid == uid; } ${payments}`);
  expect(pathsOf(verdictOn(source, 'payments/some-id', 'stranger'))).toEqual(['update users/uid-of-the-caller', 'get payments/some-id']);
});

test('three steps: a role, the membership that the role may write, what members may read', () => {
  const vault = 'match /admins/{uid} { allow create: if role() == "admin" && request.auth.uid == uid; } match /vault/{id} { allow get: if exists(/databases/$(database)/documents/admins/$(request.auth.uid)); }';
  const verdict = verdictOn(firestoreRules(`${role} match /users/{uid} { allow create: if request.auth.uid == uid; } ${vault}`), 'vault/some-id', 'anonymous-auth');
  expect(pathsOf(verdict)).toEqual(['create users/uid-of-the-caller', 'create admins/uid-of-the-caller', 'get vault/some-id']);
  expect(historyOf(verdict).map(({ documents }) => Object.keys(documents).toSorted())).toEqual([['vault/some-id'], ['users/uid-of-the-caller', 'vault/some-id'], ['admins/uid-of-the-caller', 'users/uid-of-the-caller', 'vault/some-id']]);
});

test('who may join by writing their own membership reads what members read', () => {
  const source = firestoreRules('match /chats/{chat} { allow get: if exists(/databases/$(database)/documents/chats/$(chat)/members/$(request.auth.uid)); match /members/{uid} { allow create: if request.auth.uid == uid; } }');
  expect(pathsOf(verdictOn(source, 'chats/some-chat', 'stranger'))).toEqual(['create chats/some-chat/members/uid-of-the-caller', 'get chats/some-chat']);
});

test('a list of their own that a caller may write opens what it names', () => {
  const source = firestoreRules('match /users/{uid} { allow create, update: if request.auth.uid == uid; } match /content/{id} { allow get: if id in get(/databases/$(database)/documents/users/$(request.auth.uid)).data.contentIds; }');
  const verdict = verdictOn(source, 'content/some-id', 'stranger');
  expect(pathsOf(verdict)).toEqual(['create users/uid-of-the-caller', 'get content/some-id']);
  expect(historyOf(verdict)[0]).toMatchObject({ request: { data: { contentIds: ['some-id'] } } });
});

test('a role that the caller may not write opens nothing', () => {
  const guarded = firestoreRules(`${role} match /users/{uid} { allow create: if request.auth.uid == uid && request.resource.data.role == 'user'; allow update: if request.auth.uid == uid && request.resource.data.role == resource.data.role; } ${payments}`);
  expect(verdictOn(guarded, 'payments/some-id', 'stranger')).toEqual({ kind: 'deny' });
  expect(verdictOn(guarded, 'payments/some-id', 'anonymous')).toEqual({ kind: 'deny' });
});
