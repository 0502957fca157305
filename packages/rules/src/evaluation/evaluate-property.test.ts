import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseRules } from '../language/parse-rules.ts';
import { firestoreRules, noon } from '../testing/ask.ts';
import { corpusFiles } from '../testing/corpus.ts';
import { evaluateRequest } from './evaluate-request.ts';
import type { Filter, FirestoreRequest, RulesRequest } from './request/request.ts';
import type { PlainFields, PlainValue } from './values/plain-value.ts';

const fieldNames = ['owner', 'uid', 'userId', 'roles', 'name', 'a', 'b', 'data', '__proto__', 'constructor'] as const;
const scalars: fc.Arbitrary<PlainValue> = fc.oneof(fc.constantFrom('ada', 'eve', '', 'admin', null, true, false, 0, 1, -1, 1.5), fc.constantFrom<PlainValue>({ $ts: noon }, { $now: true }, { $geo: [1, 2] }, { $bytes: 'YQ==' }, { $ref: 'users/ada' }, { $float: 1 }, { $int: '7' }, {}, []), fc.double(), fc.string({ maxLength: 5 }));
const values: fc.Arbitrary<PlainValue> = fc.letrec<{ value: PlainValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalars, fc.array(tie('value'), { maxLength: 3 }), fc.dictionary(fc.constantFrom(...fieldNames), tie('value'), { maxKeys: 3 })),
})).value;
const fields: fc.Arbitrary<PlainFields> = fc.dictionary(fc.constantFrom(...fieldNames), values, { maxKeys: 4 });
const paths = fc.constantFrom('users/ada', 'items/1', 'docs/one', 'posts/1/comments/2', 'sources/s/answers/1', '');
const auths = fc.oneof(fc.constant(null), fc.record({ uid: fc.constantFrom('ada', 'eve'), token: fields }));
const filters: fc.Arbitrary<Filter> = fc.record({ field: fc.constantFrom('owner', 'a.b', '__name__'), operator: fc.constantFrom('==', '!=', '<', '<=', '>', '>=', 'in', 'not-in', 'array-contains', 'array-contains-any'), value: values });

const requests: fc.Arbitrary<RulesRequest> = fc.record({ auth: auths, path: paths, data: fields, operation: fc.constantFrom('get', 'create', 'update', 'delete', 'list', 'batch', 'upload'), where: fc.array(filters, { maxLength: 3 }) })
  .map(({ auth, path, data, operation, where }): RulesRequest => {
    const asked = { service: 'cloud.firestore', auth, time: noon, path } as const;
    if (operation === 'list') return { ...asked, operation, path: path.split('/').slice(0, -1).join('/'), query: { where } };
    if (operation === 'batch') return { ...asked, operation, writes: [{ operation: 'create', path, data }, { operation: 'delete', path: 'users/ada' }] };
    if (operation === 'upload') return { service: 'firebase.storage', auth, time: noon, operation: 'create', bucket: 'b', path, upload: data };
    return operation === 'create' || operation === 'update' ? { ...asked, operation, data } : { ...asked, operation };
  });

const rulesets = corpusFiles().map(({ source }) => parseRules(source).ruleset).filter(({ compiles }) => compiles);

test('any request to any real ruleset is decided, within the limits, and the same way twice', () => {
  fc.assert(fc.property(fc.constantFrom(...rulesets), requests, fields, (ruleset, request, stored) => {
    const facts = { document: (path: string) => (path.length % 2 === 0 ? stored : undefined), object: () => stored };
    const decision = evaluateRequest(ruleset, request, facts);
    expect(decision.used.expressions).toBeLessThanOrEqual(1_000 + 1_000);
    expect(decision.used.accesses).toBeLessThanOrEqual(21);
    expect(decision.allowed).toBe(decision.decidedBy.kind === 'allow');
    expect(evaluateRequest(ruleset, request, facts)).toEqual(decision);
  }), { seed: 6, numRuns: 1_500 });
});

const expressions: fc.Arbitrary<string> = fc.letrec<{ e: string }>((tie) => ({
  e: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('resource.data', 'resource.data.a', 'resource', 'request', 'request.auth.uid', 'request.time', 'request.query.limit', 'x', '1', '0.5', "'a'", 'null', 'true', 'false', "b'a'", '[]', '{}', '/a/$(x)', 'math', 'nobody'),
    fc.tuple(tie('e'), fc.constantFrom('+', '-', '*', '/', '%', '<', '==', '!=', 'in', '&&', '||', '>='), tie('e')).map(([a, operator, b]) => `(${a} ${operator} ${b})`),
    fc.tuple(tie('e'), fc.constantFrom('string', 'map', 'list', 'number')).map(([a, type]) => `(${a} is ${type})`),
    fc.tuple(tie('e'), fc.constantFrom('size', 'keys', 'toSet', 'values', 'lower', 'year', 'seconds', 'nothing', 'latitude')).map(([a, method]) => `(${a}).${method}()`),
    fc.tuple(tie('e'), fc.constantFrom('hasAny', 'hasOnly', 'concat', 'diff', 'join', 'bind', 'matches', 'distance'), tie('e')).map(([a, method, b]) => `(${a}).${method}(${b})`),
    fc.tuple(tie('e'), tie('e'), tie('e')).map(([a, b, c]) => `(${a} ? ${b} : ${c})`),
    fc.tuple(tie('e'), tie('e')).map(([a, b]) => `(${a})[${b}]`), fc.tuple(tie('e'), tie('e')).map(([a, b]) => `(${a})[${b}:]`), fc.tuple(tie('e'), tie('e')).map(([a, b]) => `[${a}, ${b}]`),
    tie('e').map((a) => `!(${a})`), tie('e').map((a) => `-(${a})`), fc.tuple(fc.constantFrom('int', 'string', 'float', 'path', 'get', 'exists', 'debug', 'math.abs', 'hashing.md5', 'timestamp.value'), tie('e')).map(([f, a]) => `${f}(${a})`),
  ),
})).e;

test('any condition ends in a decision: for a document that is known, and for a query that leaves it open', () => {
  fc.assert(fc.property(expressions, fields, filters, (condition, stored, filter) => {
    const { ruleset } = parseRules(firestoreRules(`match /docs/{x} { allow read: if ${condition}; }`));
    const asked = { service: 'cloud.firestore', auth: { uid: 'ada', token: {} }, time: noon } as const;
    const known: FirestoreRequest = { ...asked, operation: 'get', path: 'docs/one' };
    const open: FirestoreRequest = { ...asked, operation: 'list', path: 'docs', query: { where: [filter] } };
    for (const request of [known, open]) expect(['allow', 'no-allow-true', 'limit-reached', 'refused']).toContain(evaluateRequest(ruleset, request, { document: () => stored }).decidedBy.kind);
  }), { seed: 6, numRuns: 1_500 });
});

/** Filters that a document meets. */
function filtersMetBy({ a }: PlainFields): readonly (readonly Filter[])[] {
  if (a === undefined || a === null || (typeof a === 'object' && !Array.isArray(a))) return [[]];
  const of = (operator: Filter['operator'], value: PlainValue): readonly Filter[] => [{ field: 'a', operator, value }];
  if (Array.isArray(a)) return [[], of('==', a), ...a.map((item: PlainValue) => of('array-contains', item)), of('array-contains-any', [...a, 'z'])];
  return [[], of('==', a), of('in', [a, 'z']), of('>=', a), of('<=', a), [...of('!=', 'z'), ...of('not-in', ['y', 'z'])].filter(() => a !== 'z' && a !== 'y')];
}

test('a list that is allowed is allowed for each document that meets its filters', () => {
  let allowed = 0;
  fc.assert(fc.property(expressions, fc.record({ a: values, owner: scalars }, { requiredKeys: [] }), (condition, stored: PlainFields) => {
    const { ruleset } = parseRules(firestoreRules(`match /docs/{x} { allow read: if !(${condition}) || (${condition}); }`));
    const asked = { service: 'cloud.firestore', auth: { uid: 'ada', token: {} }, time: noon } as const;
    // Other parts of a request differ between the two by their nature.
    if (/request(?!\.(auth|time))/.test(condition)) return;
    for (const where of filtersMetBy(stored)) {
      if (!evaluateRequest(ruleset, { ...asked, operation: 'list', path: 'docs', query: { where } }).allowed) continue;
      allowed += 1;
      const decision = evaluateRequest(ruleset, { ...asked, operation: 'get', path: 'docs/one' }, { document: () => stored });
      expect({ where, allowed: decision.allowed }).toEqual({ where, allowed: true });
    }
  }), { seed: 6, numRuns: 3_000 });
  expect(allowed).toBeGreaterThan(200);
});
