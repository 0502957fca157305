import { expect, test } from 'vitest';
import type { Expression, RulesFile } from '../ast.ts';
import { matchesOf } from '../walk.ts';
import { parse } from './parse.ts';

function conditionOf(text: string): Expression {
  const { file, diagnostics } = parse(`service cloud.firestore { match /a { allow read: if ${text}; } }`);
  expect(diagnostics).toEqual([]);
  const condition = firstAllow(file)?.condition;
  if (condition === undefined) throw new Error('no condition');
  return condition;
}

function firstAllow(file: RulesFile) {
  return [...matchesOf(file)].flatMap(({ chain }) => chain.at(-1)?.allows ?? [])[0];
}

/** Fully parenthesised, so that a precedence is seen. */
function shape(expression: Expression): string {
  switch (expression.kind) {
    case 'literal': return 'value' in expression.value ? String(expression.value.value) : 'null';
    case 'variable': return expression.name;
    case 'not': return `!${shape(expression.operand)}`;
    case 'negate': return `-${shape(expression.operand)}`;
    case 'and': return `(${expression.operands.map(shape).join(' && ')})`;
    case 'or': return `(${expression.operands.map(shape).join(' || ')})`;
    case 'binary': return `(${shape(expression.left)} ${expression.operator} ${shape(expression.right)})`;
    case 'is': return `(${shape(expression.value)} is ${expression.type.text})`;
    case 'conditional': return `(${shape(expression.condition)} ? ${shape(expression.whenTrue)} : ${shape(expression.whenFalse)})`;
    case 'member': return `${shape(expression.object)}.${expression.name.text}`;
    case 'method': return `${shape(expression.object)}.${expression.name.text}(${expression.arguments.map(shape).join(', ')})`;
    case 'call': return `${expression.name.text}(${expression.arguments.map(shape).join(', ')})`;
    case 'index': return `${shape(expression.object)}[${shape(expression.at)}]`;
    case 'slice': return `${shape(expression.object)}[${expression.from === undefined ? '' : shape(expression.from)}:${expression.to === undefined ? '' : shape(expression.to)}]`;
    case 'list': return `[${expression.items.map(shape).join(', ')}]`;
    case 'map': return `{${expression.entries.map(({ key, value }) => `${shape(key)}: ${shape(value)}`).join(', ')}}`;
    case 'path': return expression.segments.map((segment) => (segment.kind === 'inserted' ? `/$(${shape(segment.value)})` : segment.kind === 'literal' ? `/${segment.text}` : `/{${segment.name.text}}`)).join('');
    case 'missing': return 'missing';
  }
}

test.each([
  ['a || b && c', '(a || (b && c))'], ['a && b && c || d', '((a && b && c) || d)'], ['(a && b) && c', '((a && b) && c)'],
  ['!a == b', '(!a == b)'], ['!a.b', '!a.b'], ['a + b * c - d', '((a + (b * c)) - d)'], ['a < b == c > d', '((a < b) == (c > d))'],
  ['a in b && c', '((a in b) && c)'], ['a in b == c', '(a in (b == c))'], ['a is int in b', '((a is int) in b)'], ['-a.b + c', '(-a.b + c)'],
  ['a ? b : c ? d : e', '(a ? b : (c ? d : e))'], ['a || b ? c : d', '((a || b) ? c : d)'],
  ['a.b.c(d, e,)[f][g:h][:i][j:]', 'a.b.c(d, e)[f][g:h][:i][j:]'], ['a.match.in', 'a.match.in'], ['f() + g(1)', '(f() + g(1))'],
  ['[1, 2.5, ]', '[1, 2.5]'], ["{'a': b, 'c': d}", '{a: b, c: d}'], ['/a/$(b.c)/{d}/(e)', '/a/$(b.c)/{d}/(e)'], ['a / b % c', '((a / b) % c)'],
])('%s is read as %s', (text, expected) => expect(shape(conditionOf(text))).toBe(expected));

test('every node knows its line, column and offset', () => {
  const source = "rules_version = '2';\nservice cloud.firestore {\n  match /users/{user} {\n    allow read: if user\n      == 'ada';\n  }\n}";
  const { file } = parse(source);
  const allow = firstAllow(file);
  expect(allow?.range.start).toEqual({ line: 4, column: 5, offset: source.indexOf('allow') });
  expect(allow?.condition?.range).toEqual({ start: { line: 4, column: 20, offset: source.indexOf('user\n') }, end: { line: 5, column: 15, offset: source.indexOf(';\n  }') } });
  expect(file.services[0]?.matches[0]?.path.map(({ range }) => range.start.column)).toEqual([9, 16]);
  expect(file.range.end.offset).toBe(source.length);
});

test('the version is 1 when no line says it', () => {
  const body = 'service cloud.firestore { match /a { allow read; } }';
  expect([parse(body), parse(`rules_version = '2'; ${body}`), parse(`rules_version = "1" ${body}`)].map(({ file }) => file.version)).toEqual(['1', '2', '1']);
});

test('after an error the rest of the file is still read, and each error is told once', () => {
  const { file, diagnostics } = parse(`service cloud.firestore {
  match /a { allow read: if (; allow get: if true; }
  match /b { allow : if x; function f( { return 1; } allow list; }
  wrong
  match /c { allow delete; }
}`);
  expect(diagnostics.map(({ code, range }) => [code, range.start.line])).toEqual([['unexpected-token', 2], ['missing-part', 3], ['unexpected-token', 3], ['unexpected-token', 4]]);
  expect([...matchesOf(file)].map(({ chain }) => chain.at(-1)?.allows.flatMap(({ operations }) => operations.map(({ text }) => text)))).toEqual([['read', 'get'], ['list'], ['delete']]);
});

test.each([
  ['allow read if true;', 'missing-part', 'A colon is missing before "if".'],
  ['allow read: true;', 'missing-part', '"if" is missing before the condition.'],
  ['allow: if true;', 'missing-part', 'Name at least one operation'],
  ['allow read, : if true;', 'unexpected-token', 'another operation after this comma'],
  ['allow read: if ;', 'unexpected-token', 'Expected a value, found ";".'],
  ['allow read: if a++;', 'unsupported-operator', 'no "++"'],
  ['allow read: if --a;', 'unsupported-operator', 'no "--"'],
  ["allow read: if a 'b;", 'unclosed-string', 'not closed'],
  ['allow read: if a # b;', 'unreadable-character', '"#"'],
  ['match /b { }', 'empty-body', 'A match holds'],
  ['/b { }', 'missing-part', '"match" is missing'],
  ['match /b/ { allow read; }', 'unexpected-token', 'after this slash'],
  ['match /{b}} { allow read; }', 'unexpected-token', 'the next segment'],
  ['match { allow read; }', 'unexpected-token', 'a path such as'],
  ['function f() { }', 'empty-body', 'returns a value'],
  ['function f { return 1; }', 'unexpected-token', '"(" with the parameters'],
  ['function () { return 1; }', 'unexpected-token', 'the name of the function'],
  ['function f() { return 1; let a = 2; }', 'unexpected-token', 'nothing after its return'],
  ['function f() { let a = 1 return a; }', 'unexpected-token', '";" after the value'],
  ['allow read: if default;', 'unexpected-token', 'found "default"'],
])('%s is refused with a reason', (statement, code, sentence) => {
  const [first, ...more] = parse(`service cloud.firestore {\n  match /a {\n    ${statement}\n  }\n}`).diagnostics;
  expect(first).toMatchObject({ code, range: { start: { line: 3 } }, sentence: expect.stringContaining(sentence) });
  expect(more).toEqual([]);
});

test('a string without an end is told behind it, with the line that it begins on, as the official grammar does', () => {
  const [first, ...more] = parse("service cloud.firestore {\n  match /a {\n    allow read: if 'a;\n  }\n}").diagnostics;
  expect(first).toMatchObject({ code: 'unclosed-string', range: { start: { line: 4, column: 3 } }, sentence: 'The string that begins on line 3 is not closed.' });
  expect(more).toEqual([]);
});

test.each([
  ['', 'service'], ['service cloud.firestore { }', 'A service holds'], ['service match { match /a { allow read; } }', 'keyword'], ['match /a { allow read; }', 'a service or a function'],
  ["rules_version = '3'; service a { match /a { allow read; } }", 'no version "3"'], ['service a { match /a { allow read; } } }', 'a service or a function'], ['service a { match /a { allow read; }', 'the end of the file'],
])('the file %j is refused with a reason', (source, sentence) => {
  expect(parse(source).diagnostics[0]?.sentence).toContain(sentence);
});
