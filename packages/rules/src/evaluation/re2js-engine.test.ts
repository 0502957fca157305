import { expect, test } from 'vitest';
import { re2jsEngine } from './re2js-engine.ts';

test('a match is of the whole text', () => {
  const engine = re2jsEngine();
  expect(engine.matches('a.c', 'abc')).toBe(true);
  expect(engine.matches('b', 'abc')).toBe(false);
  expect(engine.matches('a|ab', 'ab')).toBe(true);
  expect(engine.matches('.*@domain[.]com', 'x@domain.com')).toBe(true);
});

test('what is put in a place of a match is taken letter by letter', () => {
  expect(re2jsEngine().replaceAll('b', 'abc', '$1\\0')).toBe('a$1\\0c');
});

test('a text is split at every match', () => {
  expect(re2jsEngine().split('/', 'a/b')).toEqual(['a', 'b']);
});

test('a pattern that RE2 refuses is no pattern', () => {
  expect(re2jsEngine().matches('(?=a)', 'a')).toBeUndefined();
  expect(re2jsEngine().matches('(', 'a')).toBeUndefined();
  expect(re2jsEngine().matches('((a{1,100}){1,100}){1,100}', 'a')).toBeUndefined();
});

test('a pattern that hangs a backtracking engine takes time in proportion to the text', () => {
  expect(re2jsEngine().matches('(a*)*b', 'a'.repeat(100_000))).toBe(false);
}, 5_000);
