import { expect, test } from 'vitest';
import { ask, firestoreRules, noon } from '../../testing/ask.ts';
import type { PlainValue } from '../values/plain-value.ts';
import { factsOfDocuments } from './facts.ts';
import type { Filter, Query } from './request.ts';

type Where = readonly [field: string, operator: Filter['operator'], value: PlainValue];

function lists(condition: string, where: readonly Where[], rest: Partial<Query> = {}): boolean {
  const query: Query = { where: where.map(([field, operator, value]) => ({ field, operator, value })), ...rest };
  return ask(firestoreRules(`match /posts/{id} { allow list: if ${condition}; }`), { service: 'cloud.firestore', operation: 'list', path: 'posts', query, auth: { uid: 'ada', token: {} }, time: noon }).allowed;
}

const own = 'resource.data.owner == request.auth.uid';

test('a list is allowed only when the filters make the condition true for every document', () => {
  expect(lists(own, [['owner', '==', 'ada']])).toBe(true);
  expect(lists(own, [['owner', '==', 'eve']])).toBe(false);
  expect(lists(own, [])).toBe(false);
  expect(lists(`${own} || true`, [])).toBe(true);
  expect(lists(`!(${own})`, [])).toBe(false);
});

test('every value of an in filter has to be allowed', () => {
  const open = "resource.data.state in ['open', 'closed']";
  expect(lists(open, [['state', 'in', ['open', 'closed']]])).toBe(true);
  expect(lists(open, [['state', 'in', ['open', 'draft']]])).toBe(false);
});

test('every alternative of an or has to be allowed, together with the filters beside it', () => {
  const either = "resource.data.owner == request.auth.uid || resource.data.open == true";
  const alternative = (field: string, value: PlainValue): readonly Filter[] => [{ field, operator: '==', value }];
  expect(lists(either, [], { anyOf: [alternative('owner', 'ada'), alternative('open', true)] })).toBe(true);
  expect(lists(either, [], { anyOf: [alternative('owner', 'ada'), alternative('open', false)] })).toBe(false);
  expect(lists(either, [['open', '==', true]], { anyOf: [alternative('owner', 'eve'), alternative('n', 1)] })).toBe(true);
  expect(lists('true', [], { anyOf: [] })).toBe(false);
  expect(lists('true', [], { anyOf: Array.from({ length: 101 }, () => alternative('n', 1)) })).toBe(false);
});

test('array filters say that the value is in the list', () => {
  const member = 'request.auth.uid in resource.data.members';
  expect(lists(member, [['members', 'array-contains', 'ada']])).toBe(true);
  expect(lists(member, [['members', 'array-contains', 'eve']])).toBe(false);
  expect(lists(member, [['members', 'array-contains-any', ['ada', 'eve']]])).toBe(false);
  expect(lists("resource.data.members.size() > 0", [['members', 'array-contains', 'ada']])).toBe(false);
});

test('ranges decide comparisons on their side', () => {
  expect(lists('resource.data.age >= 18', [['age', '>=', 18]])).toBe(true);
  expect(lists('resource.data.age > 17', [['age', '>=', 18]])).toBe(true);
  expect(lists('resource.data.age > 18', [['age', '>=', 18]])).toBe(false);
  expect(lists('resource.data.age > 18', [['age', '>', 18]])).toBe(true);
  expect(lists('resource.data.age < 30', [['age', '<', 20]])).toBe(true);
  expect(lists('20 > resource.data.age', [['age', '<', 20]])).toBe(true);
  expect(lists('resource.data.age != 50', [['age', '<', 20]])).toBe(true);
  expect(lists('resource.data.age != 10', [['age', '<', 20]])).toBe(false);
  expect(lists('resource.data.age is number', [['age', '<', 20]])).toBe(true);
});

test('exclusions decide inequality', () => {
  expect(lists("resource.data.state != 'draft'", [['state', '!=', 'draft']])).toBe(true);
  expect(lists("resource.data.state != 'secret'", [['state', '!=', 'draft']])).toBe(false);
  expect(lists("!(resource.data.state in ['a', 'b'])", [['state', 'not-in', ['a', 'b', 'c']]])).toBe(true);
});

test('a field that no filter names may be missing, which is an error', () => {
  const other = 'resource.data.other';
  for (const condition of [`!(${other} in [])`, `[${other}].size() == 1`, `!([${other}] is string)`, `{'a': ${other}}.keys() == ['a']`]) {
    expect([condition, lists(condition, [])]).toEqual([condition, false]);
    expect([condition, lists(condition, [['other', '>=', 1]])]).toEqual([condition, true]);
  }
});

test('a filter says that the field exists, nested fields too', () => {
  expect(lists("'owner' in resource.data", [['owner', '==', 'x']])).toBe(true);
  expect(lists("'owner' in resource.data", [])).toBe(false);
  expect(lists("resource.data.keys().hasAll(['owner'])", [['owner', '==', 'x']])).toBe(true);
  expect(lists("resource.data.keys().hasAll(['owner', 'other'])", [['owner', '==', 'x']])).toBe(false);
  expect(lists("resource.data.keys().hasAny(['owner', 'other'])", [['owner', '==', 'x']])).toBe(true);
  expect(lists("resource.data.keys().hasOnly(['owner'])", [['owner', '==', 'x']])).toBe(false);
  expect(lists('resource.data.get("owner", "") == "x"', [['owner', '==', 'x']])).toBe(true);
  expect(lists('resource.data.a.b == 1', [['a.b', '==', 1]])).toBe(true);
  expect(lists('resource != null', [])).toBe(true);
});

test('the id is open, unless the query names it', () => {
  expect(lists('id == "one"', [])).toBe(false);
  expect(lists('id == "one" && resource.id == "one"', [['__name__', '==', 'one']])).toBe(true);
  expect(ask(firestoreRules('match /posts/one { allow list; }'), { service: 'cloud.firestore', operation: 'list', path: 'posts', query: { where: [] }, auth: null, time: noon }).allowed).toBe(false);
});

test('limit, offset and order of the query are facts', () => {
  expect(lists('request.query.limit <= 10', [], { limit: 10 })).toBe(true);
  expect(lists('request.query.limit <= 10', [], { limit: 11 })).toBe(false);
  expect(lists('request.query.limit <= 10', [])).toBe(false);
  expect(lists('request.query.offset == 5', [], { offset: 5 })).toBe(true);
  expect(lists('request.query.orderBy == null', [])).toBe(true);
});

test('look-ups that do not depend on the document work in a list, others stay open', () => {
  const facts = factsOfDocuments({ 'users/ada': { admin: true } });
  const list = (path: string) => ask(firestoreRules(`match /posts/{id} { allow list: if get(/databases/$(database)/documents/users/$(${path})).data.admin; }`), { service: 'cloud.firestore', operation: 'list', path: 'posts', query: { where: [] }, auth: { uid: 'ada', token: {} }, time: noon }, facts);
  expect(list('request.auth.uid').allowed).toBe(true);
  expect(list('resource.data.owner').allowed).toBe(false);
});

test('a collection group needs a recursive wildcard in front, and version 2', () => {
  const group = (body: string, version: '1' | '2' = '2') => ask(firestoreRules(body, version), { service: 'cloud.firestore', operation: 'list', path: 'comments', group: true, query: { where: [] }, auth: null, time: noon }).allowed;
  expect(group('match /{path=**}/comments/{id} { allow list; }')).toBe(true);
  expect(group('match /{path=**} { allow list; }')).toBe(true);
  expect(group('match /posts/{post}/comments/{id} { allow list; }')).toBe(false);
  expect(group('match /comments/{id} { allow list; }')).toBe(false);
  expect(group('match /{path=**} { allow list; }', '1')).toBe(false);
});
