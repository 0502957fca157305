import { expect, test } from 'vitest';
import { parseRules } from '../language/parse-rules.ts';
import { settingsAtNoon } from '../testing/analyse.ts';
import { firestoreRules } from '../testing/ask.ts';
import { madeUpProver } from '../testing/made-up-prover.ts';
import { analysisOf } from './analysis.ts';
import { authorityLimits } from './authority.ts';

/** What users may not do with their own document, because the condition believes it: the goals of a create. */
function believed(condition: string, more = ''): readonly string[] {
  const { ruleset } = parseRules(firestoreRules(`${more} match /users/{uid} { allow get: if false; } match /admins/{uid} { allow get: if false; } match /payments/{id} { allow get: if ${condition}; }`));
  const analysis = analysisOf(madeUpProver(ruleset, () => 'deny'), settingsAtNoon, []);
  return [...authorityLimits(analysis).values()].flat().flatMap(({ when }) => when.create ?? []);
}

const own = 'get(/databases/$(database)/documents/users/$(request.auth.uid)).data';

test('a role that rules read from the caller\'s own document is not for its owner to write', () => {
  expect(believed(`${own}.role == 'admin'`)).toEqual(["request.resource.data.get('role', null) in ['admin']"]);
  expect(believed(`${own}.role in ['user', 'admin', 'editor']`)).toEqual(["request.resource.data.get('role', null) in ['admin', 'editor']"]);
  expect(believed(`${own}['isAdmin']`)).toEqual(["request.resource.data.get('isAdmin', null) in [true]"]);
  expect(believed(`${own}.role == resource.data.role`)).toEqual(["request.resource.data.get('role', null) != null"]);
});

test('through functions and let as well', () => {
  const functions = 'function me() { return get(/databases/$(database)/documents/users/$(request.auth.uid)); } function isAdmin() { let data = me().data; return data.role == "admin"; }';
  expect(believed('isAdmin()', functions)).toEqual(["request.resource.data.get('role', null) in ['admin']"]);
  expect(believed('hasRole(request.auth.uid, "admin")', 'function hasRole(uid, role) { return get(/databases/$(database)/documents/users/$(uid)).data.role == role; }')).toEqual(["request.resource.data.get('role', null) != null"]);
});

test('a document that is power by being there is not for its owner to create', () => {
  expect(believed('exists(/databases/$(database)/documents/admins/$(request.auth.uid))')).toEqual(['true']);
});

test('an ordinary role, a name, a registered user, and the document of something else are no power', () => {
  const harmless = [`${own}.role == 'user'`, `${own}.name == 'Ada'`, 'exists(/databases/$(database)/documents/users/$(request.auth.uid))', "get(/databases/$(database)/documents/users/$(id)).data.role == 'admin'"];
  expect(harmless.flatMap((condition) => believed(condition))).toEqual([]);
});
