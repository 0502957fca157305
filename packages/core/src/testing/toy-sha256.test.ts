import { expect, test } from 'vitest';
import { toySha256 } from './toy-sha256.ts';

test('the toy digest has the shape of a SHA-256, stays the same and tells texts apart', () => {
  const digests = Array.from({ length: 5000 }, (_, i) => toySha256(`text ${i}`));
  expect(digests.every((digest) => /^[0-9a-f]{64}$/.test(digest))).toBe(true);
  expect(new Set(digests.map((digest) => digest.slice(0, 16))).size).toBe(5000);
  expect(toySha256('text 7')).toBe(digests[7]);
  expect(toySha256('')).not.toBe(toySha256('\0'));
});
