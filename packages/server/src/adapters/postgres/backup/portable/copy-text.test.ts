import { expect, test } from 'vitest';
import { copyText } from './copy-text.ts';

test('values keep their tabs, line ends and backslashes, and null is not an empty text', () => {
  expect(copyText(JSON.stringify(['a\tb', 'c\nd\re', 'f\\N', '', null]), 5)).toBe('a\\tb\tc\\nd\\re\tf\\\\N\t\t\\N');
});

test.each(['{"a":1}', '["a"]', '["a",1]', '["a","b"', ''])('what is no row of two columns is refused: %s', (line) => {
  expect(() => copyText(line, 2)).toThrow('This backup is damaged');
});
