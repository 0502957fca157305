import { expect, test } from 'vitest';
import { lineDiff } from './line-diff.ts';

test('equal texts differ in no line', () => {
  expect(lineDiff('a\nb', 'a\nb')).toEqual([]);
});

test('only the lines that went and came are shown, in order', () => {
  expect(lineDiff('one\ntwo\nthree\nfour', 'zero\none\nthree\nfive')).toEqual(['+ zero', '- two', '- four', '+ five']);
});
