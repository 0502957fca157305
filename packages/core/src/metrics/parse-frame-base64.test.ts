import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBase64 } from './parse-frame-base64.ts';

/** RFC 4648, section 10, and a byte with all bits set. */
test.each([
  ['', ''], ['Zg==', 'f'], ['Zm8=', 'fo'], ['Zm9v', 'foo'], ['Zm9vYg==', 'foob'], ['Zm9vYmE=', 'fooba'], ['Zm9vYmFy', 'foobar'], ['/w==', '\u00ff'], ['Zm8', 'fo'],
])('%j decodes to %j', (text, expected) => {
  expect(String.fromCharCode(...(decodeBase64(text) ?? [0]))).toBe(expected);
});

test('what is no base64 is not guessed at', () => {
  for (const text of ['Z', 'Zm9v!', 'Zm 9v', 'Zm9vä', '=', 'Zg==Zg==', 'Zg===', '-_-_']) expect(decodeBase64(text)).toBeUndefined();
});

test('every text of n characters without padding decodes to ⌊3n/4⌋ bytes or not at all', () => {
  fc.assert(fc.property(fc.stringMatching(/^[A-Za-z0-9+/]{0,40}$/), (text) => decodeBase64(text)?.length === (text.length % 4 === 1 ? undefined : Math.floor((text.length * 3) / 4))));
});
