import { expect, test } from 'vitest';
import { analyse, findingsIn } from '../testing/analyse.ts';
import { firestoreRules } from '../testing/ask.ts';

const isAdmin = "get(/databases/$(database)/documents/users/$(request.auth.uid)).data.role == 'admin'";

/** Matches, each on a line of its own, as lines tell allows apart. */
function rulesOf(...matches: readonly string[]): string {
  return firestoreRules(matches.join('\n'));
}

test('a role that users can give themselves is one finding, which says what it opens', { timeout: 120_000 }, () => {
  const source = rulesOf('match /users/{uid} { allow create: if request.auth.uid == uid; }', `match /payments/{id} { allow read, write: if ${isAdmin}; }`, `match /posts/{id} { allow update: if ${isAdmin}; }`);
  expect(findingsIn(source)).toEqual(['critical admin-role create owner']);
  const [finding] = analyse(source).findings;
  expect(finding?.sentence).toContain('by creating users/uid-of-the-caller as {"role":"admin"}. Then they can get and list /payments/{id} (line 5), create /payments/{id} (line 5)');
});

test('where the role cannot be taken, those who ask for it are admins, and nothing is found', () => {
  expect(findingsIn(rulesOf("match /users/{uid} { allow create: if request.auth.uid == uid && request.resource.data.keys().hasOnly(['name']); }", `match /payments/{id} { allow read: if ${isAdmin}; }`))).toEqual([]);
});

test('an admin of a team who makes others members gives themselves nothing', { timeout: 120_000 }, () => {
  const role = 'get(/databases/$(database)/documents/teams/$(team)/members/$(request.auth.uid)).data.role';
  const members = (condition: string) => rulesOf(`match /teams/{team}/members/{uid} { allow write: if ${condition}; }`, `match /teams/{team}/files/{file} { allow delete: if ${role} == 'admin'; }`);
  expect(findingsIn(members(`${role} == 'admin'`))).toEqual([]);
  expect(findingsIn(members(`${role} == 'admin' || request.auth.uid == uid`))).toContainEqual(expect.stringMatching(/^critical admin-role create /));
});

test('who can join reads: the steps before are in the finding', () => {
  const source = rulesOf('match /chats/{chat}/members/{uid} { allow create: if request.auth.uid == uid; }', 'match /chats/{chat}/messages/{m} { allow get: if exists(/databases/$(database)/documents/chats/$(chat)/members/$(request.auth.uid)); }');
  const [finding] = analyse(source).findings;
  expect(finding).toMatchObject({ severity: 'critical', check: 'admin-role', operation: 'get', steps: [{ request: { operation: 'create', path: 'chats/some-chat/members/uid-of-the-caller' } }] });
  expect(finding?.fix).toContain('believes chats/some-chat/members/uid-of-the-caller, which the caller can write');
});

test('whoever makes themselves an admin by being in a collection is one finding', () => {
  expect(findingsIn(rulesOf('match /admins/{uid} { allow create: if request.auth.uid == uid; }', 'match /posts/{id} { allow update: if exists(/databases/$(database)/documents/admins/$(request.auth.uid)); }'))).toEqual(['critical admin-role create owner']);
});

test('an address that was never verified is told with the address that was typed', () => {
  const [finding] = analyse(rulesOf("match /payments/{id} { allow get: if request.auth.token.email == 'boss@b.example'; }")).findings;
  expect(finding).toMatchObject({ severity: 'high', check: 'admin-role', principal: 'self-registered', sentence: expect.stringContaining('with "boss@b.example" as the address') });
  expect(finding?.fix).toContain('request.auth.token.email_verified == true');
});
