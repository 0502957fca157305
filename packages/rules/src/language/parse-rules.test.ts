import { describe, expect, test } from 'vitest';
import { firestoreRules } from '../testing/ask.ts';
import type { DiagnosticCode } from './diagnostic-catalog.ts';
import { parseRules } from './parse-rules.ts';

function codesOf(body: string, version: '1' | '2' = '2'): readonly DiagnosticCode[] {
  return parseRules(firestoreRules(body, version)).diagnostics.map(({ code }) => code);
}

const allow = (condition: string) => `match /a/{x} { allow read: if ${condition}; }`;
const repeat = (count: number, part: (at: number) => string, separator = ' ') => Array.from({ length: count }, (_, at) => part(at)).join(separator);

interface Example {
  readonly bad: string;
  readonly good: string;
  readonly version?: '1' | '2';
}

const examples: Readonly<Partial<Record<DiagnosticCode, Example>>> = {
  'unknown-operation': { bad: 'match /a/{x} { allow reed; }', good: 'match /a/{x} { allow read, write, get, list, create, update, delete; }' },
  'undefined-variable': { bad: allow('y == 1'), good: allow('x == 1 && request.time != resource') },
  'undefined-function': { bad: allow('f()'), good: `function f() { return true; } ${allow('f() && exists(/a) && debug(true)')}` },
  'duplicate-function': { bad: `function f() { return true; } function f() { return true; } ${allow('f()')}`, good: `function f() { return true; } function g() { return true; } ${allow('f() && g()')}` },
  'duplicate-name': { bad: `function f(a, a) { return a; } ${allow('f(1, 2) == 1')}`, good: `function f(a, b) { return a; } ${allow('f(1, 2) == 1')}` },
  'shadowed-name': { bad: 'match /a/{x} { match /b/{x} { allow read: if x == 1; } }', good: 'match /a/{x} { match /b/{y} { allow read: if x == y; } }' },
  'unused-function': { bad: `function f() { return true; } ${allow('true')}`, good: `function f() { return true; } ${allow('f()')}` },
  'wrong-argument-count': { bad: `function f(a) { return true; } ${allow('f()')}`, good: `function f(a) { return true; } ${allow('f(1)')}` },
  'recursive-function': { bad: `function f() { return g(); } function g() { return f(); } ${allow('f()')}`, good: `function f() { return g(); } function g() { return true; } ${allow('f() && g()')}` },
  'unknown-method': { bad: allow('x.length() > 1'), good: allow('x.size() > 1') },
  'unknown-request-field': { bad: allow('request.auth.email == x'), good: `function own(asked) { return asked.user == 1; } ${allow('own({}) && request.auth.token.email == x && request.query.limit < 5')}` },
  'unknown-type-name': { bad: allow('x is text'), good: allow('x is string') },
  'condition-not-boolean': { bad: allow("'x'"), good: allow("x == 'x'") },
  'operand-type': { bad: allow("'1' > 1"), good: allow("int('1') > 1 && '1' != 1 && 1 < 1.5") },
  'recursive-wildcard-position': { bad: 'match /{a=**}/b/{c} { allow read; }', good: 'match /b/{a=**} { allow read; }', version: '1' },
  'recursive-wildcard-repeated': { bad: 'match /{a=**} { match /b/{c=**} { allow read; } }', good: 'match /{a=**} { match /b/{c} { allow read; } }' },
  'too-many-match-levels': { bad: `${repeat(10, (at) => `match /m${at} {`)} allow read; ${repeat(10, () => '}')}`, good: `${repeat(9, (at) => `match /m${at} {`)} allow read; ${repeat(9, () => '}')}` },
  'too-many-matches': { bad: repeat(1_000, (at) => `match /c${at}/{x} { allow read; }`), good: repeat(999, (at) => `match /c${at}/{x} { allow read; }`) },
  'too-many-path-segments': { bad: `match ${repeat(98, () => '/a', '')} { allow read; }`, good: `match ${repeat(97, () => '/a', '')} { allow read; }` },
  'too-many-captures': { bad: `match ${repeat(20, (at) => `/{c${at}}`, '')} { allow read; }`, good: `match ${repeat(19, (at) => `/{c${at}}`, '')} { allow read; }` },
  'too-many-arguments': { bad: `function f(${repeat(8, (at) => `a${at}`, ', ')}) { return true; } ${allow(`f(${repeat(8, String, ', ')})`)}`, good: `function f(${repeat(7, (at) => `a${at}`, ', ')}) { return true; } ${allow(`f(${repeat(7, String, ', ')})`)}` },
  'too-many-lets': { bad: `function f() { ${repeat(11, (at) => `let a${at} = 1;`)} return true; } ${allow('f()')}`, good: `function f() { ${repeat(10, (at) => `let a${at} = 1;`)} return true; } ${allow('f()')}` },
  'calls-too-deep': { bad: `${chain(21)} ${allow('f0()')}`, good: `${chain(20)} ${allow('f0()')}` },
  'too-many-accesses': { bad: allow(repeat(11, (at) => `exists(/databases/d/documents/a/${at})`, ' && ')), good: allow(repeat(10, (at) => `exists(/databases/d/documents/a/${at})`, ' && ')) },
  'too-many-expressions': { bad: allow(repeat(600, () => 'x == 1', ' && ')), good: allow(repeat(400, () => 'x == 1', ' && ')) },
  'nested-too-deep': { bad: allow(`x${repeat(1_001, () => '.y', '')}`), good: allow(`x${repeat(900, () => '.y', '')}`) },
};

function chain(depth: number): string {
  return repeat(depth, (at) => `function f${at}() { return ${at + 1 === depth ? 'true' : `f${at + 1}()`}; }`);
}

describe.each(Object.entries(examples))('%s', (code, { bad, good, version }) => {
  test('is said of the bad example', () => expect(codesOf(bad, version)).toContain(code));
  test('is not said of the good one', () => expect(codesOf(good, version)).toEqual([]));
});

const storage = (condition: string) => `rules_version = '2'; service firebase.storage { match /b/{bucket}/o { match /{all=**} { allow read: if ${condition}; } } }`;
const look = (id: string) => `firestore.exists(/databases/(default)/documents/users/${id})`;

test.each<readonly [what: string, source: string, codes: readonly DiagnosticCode[]]>([
  ['a field that stands below data', firestoreRules(allow('resource.owner == x || request.resource.owner == x')), ['unknown-request-field', 'unknown-request-field']],
  ['a field of an object in a Firestore rule, and the other way round', firestoreRules(allow('resource.size < 5')), ['unknown-request-field']],
  ['a field that an object has', storage('resource.size < 5 && request.resource.metadata.owner == bucket'), []],
  ['a field that an object has not', storage('resource.data.owner == bucket'), ['unknown-request-field']],
  ['a misspelt part of a query', firestoreRules(allow('request.query.limits < 5')), ['unknown-request-field']],
  ['get() without its namespace in Storage rules', storage('get(/databases/(default)/documents/a/b) != null'), ['undefined-function']],
  ['the namespace of Storage rules in Firestore rules', firestoreRules(allow('firestore.get(/databases/(default)/documents/a/b) != null')), ['undefined-variable']],
  ['two look-ups from Storage', storage(`${look('a')} && ${look('b')}`), []],
  ['three look-ups from Storage', storage(`${look('a')} && ${look('b')} && ${look('c')}`), ['too-many-accesses']],
  ['a function that never returns a truth value', firestoreRules(`function name() { return 'ada'; } function same() { return name(); } ${allow('same() && x == same()')}`), ['condition-not-boolean']],
  ['a function that returns one', firestoreRules(`function name() { return 'ada'; } function same(a) { return name() == a; } ${allow('same(x)')}`), []],
  ['a sum of what two functions return', firestoreRules(`function one() { return 1; } function a() { return 'a'; } ${allow("one() + a() == x")}`), ['operand-type']],
])('%s', (_what, source, codes) => expect(parseRules(source).diagnostics.map(({ code }) => code)).toEqual(codes));

test.each(['import', 'break', 'case', 'default', 'deny', 'do', 'each', 'else', 'for', 'var', 'while', 'package', 'switch', 'then', 'goto', 'extends', 'continue', 'arguments', 'not'])('"%s" is kept back: it names neither a function nor a variable nor a wildcard', (word) => {
  const refused = (body: string) => parseRules(firestoreRules(body)).diagnostics.some(({ stage, range }) => stage === 'syntax' && range.start.line === 4);
  expect([refused(`function ${word}() { return true; }`), refused(`match /a/{${word}} { allow read; }`), refused(`function f(a) { let ${word} = 1; return true; }`), refused(allow(`x.${word} == 1`))]).toEqual([true, true, true, false]);
});

test('every remark says where, what in a sentence, and what to do', () => {
  for (const { bad, version } of Object.values(examples)) {
    for (const { range, sentence, remedy } of parseRules(firestoreRules(bad, version)).diagnostics) {
      expect(range.start.line).toBe(4);
      expect(sentence).toMatch(/^[A-Z"].*\.$/);
      expect(remedy).toMatch(/^[A-Z].{10,}/);
    }
  }
});

test('a file of more than 256 KB is too large', () => {
  const padding = (bytes: number) => `${firestoreRules(allow('true'))}//${'x'.repeat(bytes)}`;
  const base = padding(0).length;
  expect(parseRules(padding(256 * 1024 - base)).diagnostics).toEqual([]);
  expect(parseRules(padding(256 * 1024 - base + 1)).diagnostics.map(({ code }) => code)).toEqual(['source-too-large']);
});

test('a service that has no rules is remarked on', () => {
  expect(parseRules('service my.service { match /a { allow read; } }').diagnostics.map(({ code }) => code)).toEqual(['unknown-service']);
});

test('an import is read and not taken', () => {
  const { ruleset, diagnostics } = parseRules(`import "other.rules"; ${'service cloud.firestore { match /a { allow read; } }'}`);
  expect(diagnostics.map(({ code, stage }) => [code, stage])).toEqual([['import-unsupported', 'names']]);
  expect(ruleset.compiles).toBe(false);
});

test('warnings do not keep a file from compiling, errors do', () => {
  expect(parseRules(firestoreRules(allow('nobody()'))).ruleset.compiles).toBe(true);
  expect(parseRules(firestoreRules('match /a { allow reed; }')).ruleset.compiles).toBe(false);
});

test('each remark has a place, a sentence and a remedy', () => {
  const [first] = parseRules(firestoreRules(allow('nobody()'))).diagnostics;
  expect(first).toMatchObject({ code: 'undefined-function', severity: 'warning', stage: 'names', range: { start: { line: 4 } }, sentence: '"nobody" is declared nowhere that this place can see.' });
  expect(first?.remedy).toContain('Declare it');
});
