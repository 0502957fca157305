import { expect, test } from 'vitest';
import { scan } from './scan.ts';
import { bytesValue, stringValue } from './string-value.ts';

function kinds(source: string): readonly string[] {
  return scan(source).tokens.slice(0, -1).map(({ kind, text }) => (kind === text ? kind : `${kind} ${text}`));
}

test.each([
  ['a /b', ['identifier a', 'path-segment /b']], ['a / b', ['identifier a', '/', 'identifier b']], ['/(default)/x', ['path-segment /(default)', 'path-segment /x']],
  ['/$(a)', ['/', '$', '(', 'identifier a', ')']], ['$a', ['identifier $a']], ['1.5 1. .5 0 12', ['float 1.5', 'float 1.', 'float .5', 'int 0', 'int 12']],
  ['01', ['int 0', 'int 1']], ["b'x' B\"y\" b 'z'", ["bytes b'x'", 'bytes B"y"', 'identifier b', "string 'z'"]], ['a&&b', ['identifier a', '&&', 'identifier b']],
  ['if iffy', ['if', 'identifier iffy']], ['a // b\nc /* d */ e', ['identifier a', 'identifier c', 'identifier e']], ['/* open', ['path-segment /*', 'identifier open']],
  ['service a.b-c {', ['service', 'service-name a.b-c', '{']], ['service allow', ['service', 'keyword-as-service allow']], ["'a\n'", ["unclosed-string 'a", "unclosed-string '"]],
  ["'\\q'", ["unclosed-string '", 'identifier q', "unclosed-string '"]], ['++ -- ** == = != !', ['++', '--', '**', '==', '=', '!=', '!']], ['/a%20b', ['path-segment /a%20b']],
])('%j is cut as the official lexer does', (source, expected) => expect(kinds(source)).toEqual(expected));

test('characters that begin nothing are told by place', () => {
  expect(scan('a # b & c').unreadable).toEqual([2, 6]);
});

test('typographic quotes end a string, as in the official lexer', () => {
  expect(kinds("'a\u2019b'")).toEqual(["unclosed-string 'a", 'identifier b', "unclosed-string '"]);
});

test('a string says what its escapes stand for', () => {
  expect(stringValue(String.raw`'\n\t\\\'\"\x41\u20AC\101'`)).toBe('\n\t\\\'"A€A');
  expect([...bytesValue(String.raw`b'\xff\377é\n'`)]).toEqual([255, 255, 0xc3, 0xa9, 10]);
});
