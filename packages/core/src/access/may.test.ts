import { describe, expect, test } from 'vitest';
import type { AccessRule, Principal } from './credential.ts';
import { mayAccess, mayActFor } from './may.ts';

const who = { id: '0123456789abcdef', tenant: 'main', name: 'someone' };
const alice: Principal = { ...who, kind: 'user', userId: 'alice' };
const admin: Principal = { ...who, kind: 'operator', role: 'admin', via: 'token' };
const ingest: Principal = { ...who, kind: 'ingest' };
const service = (...scopes: Extract<Principal, { kind: 'service' }>['scopes']): Principal => ({ ...who, kind: 'service', scopes });

describe('who may come in', () => {
  const decide = (rule: AccessRule, principal?: Principal) => mayAccess(rule, principal).kind;

  test('a user’s data is open to users and to a backend with that very scope, to nobody else', () => {
    const rule = { kind: 'user-or-service', scope: 'wallets:write' } as const;
    expect([decide(rule, alice), decide(rule, service('metrics:write', 'wallets:write'))]).toEqual(['allowed', 'allowed']);
    expect([service('metrics:write'), service('wallets:read'), service(), ingest, admin].map((each) => decide(rule, each))).toEqual(Array(5).fill('forbidden'));
    expect(decide(rule)).toBe('unauthenticated');
  });

  test('what touches messages and money needs the scopes of both', () => {
    const rules = [{ kind: 'service', scope: 'chats:write', andScope: 'wallets:write' }, { kind: 'user-or-service', scope: 'chats:write', andScope: 'wallets:write' }] as const;
    for (const rule of rules) {
      expect(decide(rule, service('wallets:write', 'chats:write'))).toBe('allowed');
      for (const key of [service('chats:write'), service('wallets:write'), service('chats:read', 'wallets:read')]) expect(mayAccess(rule, key)).toEqual({ kind: 'forbidden', needs: expect.stringContaining('the scope chats:write and wallets:write') });
    }
  });

  test('a user’s data that engineers may look at is open to those of the role, and closed to lesser ones', () => {
    const rule = { kind: 'user-or-service', scope: 'documents:read', orRole: 'operator' } as const;
    expect([alice, service('documents:read'), admin, { ...admin, role: 'operator' as const }].map((each) => decide(rule, each))).toEqual(Array(4).fill('allowed'));
    expect([{ ...admin, role: 'viewer' as const }, service('documents:write'), ingest].map((each) => decide(rule, each))).toEqual(Array(3).fill('forbidden'));
  });

  test('what backends and engineers may do is closed to users, and to engineers of a lesser role', () => {
    const rule = { kind: 'service', scope: 'chats:write', orRole: 'operator' } as const;
    expect([service('chats:write'), { ...admin, role: 'operator' as const }, admin].map((each) => decide(rule, each))).toEqual(Array(3).fill('allowed'));
    expect([alice, ingest, service('chats:read'), { ...admin, role: 'viewer' as const }].map((each) => decide(rule, each))).toEqual(Array(4).fill('forbidden'));
  });

  test('what only a user can do, no key and no operator can', () => {
    const rule = { kind: 'user' } as const;
    expect([decide(rule, alice), decide(rule)]).toEqual(['allowed', 'unauthenticated']);
    expect([service('wallets:read', 'wallets:write'), ingest, admin].map((each) => decide(rule, each))).toEqual(Array(3).fill('forbidden'));
  });

  test('a user writes no frames, and is no operator', () => {
    for (const rule of [{ kind: 'ingest' }, { kind: 'service', scope: 'metrics:write' }, { kind: 'operator', role: 'viewer' }] as const) expect(decide(rule, alice)).toBe('forbidden');
  });
});

test('a user acts for themself only, a backend for every user, an operator or an app for none', () => {
  expect([mayActFor(alice, 'alice'), mayActFor(service('wallets:read'), 'alice')]).toEqual([true, true]);
  expect([mayActFor(alice, 'Alice'), mayActFor(alice, 'bob'), mayActFor(admin, 'alice'), mayActFor(ingest, 'alice'), mayActFor(undefined, 'alice')]).toEqual(Array(5).fill(false));
});
