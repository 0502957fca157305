import { expect, test } from 'vitest';
import { ask, firestoreRules, noon, resultOfCondition } from '../testing/ask.ts';

const broken = 'resource.data.missing == 1';

test.each([
  [`false && ${broken}`, 'false'], [`${broken} && false`, 'false'], [`true || ${broken}`, 'true'], [`${broken} || true`, 'true'],
  [`${broken} || false || true`, 'true'], [`(${broken} && true) || true`, 'true'], [`true ? true : ${broken}`, 'true'], [`false ? ${broken} : true`, 'true'],
])('an error is absorbed where the other side decides: %s', (condition, result) => {
  expect(resultOfCondition(condition, { data: {} })).toBe(result);
});

test.each([`true && ${broken}`, `${broken} && true`, `false || ${broken}`, `!(${broken})`, `${broken} ? true : true`, `(${broken}) == false`])('and is the answer where nothing else decides: %s', (condition) => {
  expect(resultOfCondition(condition, { data: {} })).toContain('no "missing"');
});

test('functions see their arguments, their lets in order, and the wildcards of the match they stand in', () => {
  const functions = "function twice(n) { let a = n + n; let b = a + 1; return a == 4 && b == 5 && id == 'one'; }";
  expect(resultOfCondition('twice(2)', { functions })).toBe('true');
  expect(resultOfCondition('twice(2)', { functions: functions.replace("id == 'one'", "id == 'two'") })).toBe('false');
});

test('an argument or let that fails and is never needed has no effect', () => {
  const functions = 'function any(n) { let unused = n.deep.er; return true || n; }';
  expect(resultOfCondition('any(resource.data.missing)', { data: {}, functions })).toBe('true');
});

test('a let is evaluated once, however often it is used', () => {
  const source = firestoreRules('match /docs/{id} { function f() { let a = 1 + 1; return a + a + a == 6; } allow get: if f(); }');
  // The call, ==, two sums, and the sum of the let.
  expect(ask(source, { service: 'cloud.firestore', operation: 'get', path: 'docs/one', auth: null, time: noon })).toMatchObject({ allowed: true, used: { expressions: 5 } });
});

test('beside an error, what a query leaves open stays open where it may still decide; an && can then only be false or fail', () => {
  const result = (condition: string) => ask(firestoreRules(`match /docs/{id} { allow list: if ${condition}; }`), { service: 'cloud.firestore', operation: 'list', path: 'docs', query: { where: [] }, auth: null, time: noon }).trace.entries.at(-1)?.result;
  expect(result('resource.data.a == 1 && 1 / 0 == 1')).toBe('never-true');
  expect(result('1 / 0 == 1 || resource.data.a == 1')).toBe('unknown');
  expect(result('1 / 0 == 1 && true')).toBe('error');
  expect(result('(resource.data.a == 1 && 1 / 0 == 1) == true')).toBe('never-true');
  expect(result('(resource.data.a == 1 && 1 / 0 == 1) != true')).toBe('unknown');
});

test('a function with the wrong number of arguments fails where it is called', () => {
  expect(resultOfCondition('f()', { functions: 'function f(a) { return true; }' })).toContain('takes 1 arguments, not 0');
});

test('a function of the file hides one of the language', () => {
  expect(resultOfCondition('exists(1)', { functions: 'function exists(a) { return a == 1; }' })).toBe('true');
});

test('the trace says in order which conjunct was false, which raised an error, and where', () => {
  const source = firestoreRules(`    match /docs/{id} {
      function isOwner() {
        return request.auth != null
          && request.auth.uid == resource.data.owner;
      }
      allow get: if resource.data.open
        || isOwner();
    }`);
  const facts = { document: () => ({ owner: 'ada' }) };
  const asking = { service: 'cloud.firestore', operation: 'get', path: 'docs/one', time: noon } as const;
  const denied = ask(source, { ...asking, auth: { uid: 'eve', token: {} } }, facts);
  expect(denied.trace.entries.map(({ range, role, result, depth }) => [range.start.line, role, result, depth])).toEqual([
    [9, 'disjunct', 'error', 0], [6, 'conjunct', 'true', 1], [7, 'conjunct', 'false', 1], [10, 'call', 'false', 0], [10, 'disjunct', 'false', 0], [9, 'condition', 'error', 0],
  ]);
  expect(denied.trace.entries[0]?.reason).toBe('There is no "open".');
  expect(denied.decidedBy).toMatchObject({ kind: 'no-allow-true', considered: [{ match: '/databases/{database}/documents/docs/{id}', result: 'error', range: { start: { line: 9 } } }] });
  const allowed = ask(source, { ...asking, auth: { uid: 'ada', token: {} } }, facts);
  expect(allowed).toMatchObject({ allowed: true, decidedBy: { kind: 'allow', range: { start: { line: 9, column: 7 } } } });
});

test('the trace keeps 500 entries and says that there was more', () => {
  const many = Array.from({ length: 600 }, () => 'true').join(' && ');
  const { trace, allowed } = ask(firestoreRules(`match /docs/{id} { allow get: if ${many}; }`), { service: 'cloud.firestore', operation: 'get', path: 'docs/one', auth: null, time: noon });
  expect(allowed).toBe(true);
  expect(trace.entries).toHaveLength(500);
  expect(trace.truncated).toBe(true);
});
